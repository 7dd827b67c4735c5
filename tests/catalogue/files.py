"""A catalogue of two organisations, as files."""

from pathlib import Path

PLACES = """\
geonames_id,name,region,country,population,latitude,longitude
2643743,London,Greater London,GB,8961989,51.50853,-0.12574
6058560,London,Ontario,CA,346765,42.98339,-81.23304
2636388,Swindon,Gloucestershire,GB,0,51.92363,-2.09839
2636389,Swindon,Swindon,GB,201669,51.55797,-1.78116
"""
SKILLS = """\
frameworks:
- {key: pksb, version: twelve heads, name: PKSB, checked: true, note: null, headings: [Leading]}
areas:
- key: leading
  name: Leading
  summary: Taking responsibility.
  skills:
  - {key: chairing, name: Chairing, summary: Keeping order., facets: [agendas], pksb: [Leading]}
  - {key: budgets, name: Budgets, summary: Keeping within., facets: [], pksb: []}
"""
KINDS = """\
kinds:
- {key: conference, label: Conference, hours: 16, size: days, requires: [], gives: []}
- key: committee_role
  label: Committee role
  hours: 40.5
  size: term
  requires: [[writing, speaking]]
  gives: [speaking]
experience:
- {key: member, label: A member}
- {key: writing, label: Written for others}
- {key: speaking, label: Spoken in public}
"""
ORGANISATIONS = """\
organisations:
- key: guild
  name: Guild of Librarians
  short_name: GoL
  kind: professional_body
  parent: null
  scope: national
  country: GB
  place: Swindon
  website: guild.example.org
  joinable: anyone
  status: active
  successor: null
  fees:
  - tier: Full member
    amount: 184
    currency: GBP
    period: year
    as_of: 2010
    source: https://guild.example.org/fees
  benefits:
  - key: conference
    kind: conference
    title: Yearly conference
    mode: face_to_face
    interactivity: interactive
    skills: [chairing, budgets]
    strength: 2
    experience_required: [none]
    gives_experience: [speaking]
    hours_per_year: null
    frequency: yearly
    basis: sourced
  - key: committee_role
    kind: committee_role
    title: Committee posts
    mode: hybrid
    interactivity: interactive
    skills: [chairing]
    strength: 3
    experience_required: [member, writing]
    gives_experience: []
    hours_per_year: 12.5
    frequency: null
    audience: personal_members
    basis: general_knowledge
  sources:
  - https://guild.example.org/about
  as_of: 2025
  note: null
  see_instead: []
- key: old_guild
  name: Café Guild
  short_name: null
  kind: special_interest_group
  parent: guild
  scope: regional
  country: GB
  place: Midlands
  website: null
  joinable: closed
  special_category: union
  status: merged
  successor: guild
  fees: []
  benefits: []
  sources: []
  as_of: null
  note: Closed long ago.
  see_instead: [guild]
"""


def write_files(folder: Path, **texts: str) -> Path:
    """Write the four files into the folder, with other texts for `organisations`, `places`..."""
    folder.mkdir(exist_ok=True)
    (folder / "places.csv").write_text(texts.get("places", PLACES))
    (folder / "skills.yaml").write_text(texts.get("skills", SKILLS))
    (folder / "benefit_kinds.yaml").write_text(texts.get("kinds", KINDS))
    (folder / "organisations.yaml").write_text(texts.get("organisations", ORGANISATIONS))
    return folder
