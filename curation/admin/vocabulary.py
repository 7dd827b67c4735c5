"""Skills, frameworks and places with the ways in and out."""

from django.contrib import admin

from catalogue.admin import vocabulary
from curation.admin.tables import TablesMixin
from curation.resources import FrameworkResource, HeadingResource, PlaceResource, SkillResource
from goals.models import FrameworkVersion, Heading, Skill
from people.models import Place


@admin.register(Skill)
class SkillAdmin(TablesMixin, vocabulary.SkillAdmin):
    resource_classes = (SkillResource,)


@admin.register(FrameworkVersion)
class FrameworkVersionAdmin(TablesMixin, vocabulary.FrameworkVersionAdmin):
    resource_classes = (FrameworkResource,)


@admin.register(Heading)
class HeadingAdmin(TablesMixin, vocabulary.HeadingAdmin):
    resource_classes = (HeadingResource,)


@admin.register(Place)
class PlaceAdmin(TablesMixin, vocabulary.PlaceAdmin):
    resource_classes = (PlaceResource,)
