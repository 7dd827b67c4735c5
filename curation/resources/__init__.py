"""Which tables does the catalogue leave in and come back as?

Organisations with their names and sources, benefits with their skills, fees; skills, frameworks,
their headings, and places. A file that was exported imports again without change. What is missing
in a file stays as it is: a column, or a row.
"""

from curation.resources.offers import BenefitResource, FeeResource
from curation.resources.organisations import OrganisationResource
from curation.resources.vocabulary import (
    FrameworkResource,
    HeadingResource,
    PlaceResource,
    SkillResource,
)

__all__ = [
    "BenefitResource",
    "FeeResource",
    "FrameworkResource",
    "HeadingResource",
    "OrganisationResource",
    "PlaceResource",
    "SkillResource",
]
