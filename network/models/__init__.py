from network.models.contribution import Contribution
from network.models.geography import LocalActionGroup, Municipality, Place
from network.models.moderated_page import ModeratedPage, SectionIndexPage
from network.models.organisation import Membership, Organisation, Role
from network.models.organisation_index_page import OrganisationIndexPage
from network.models.original import Original

__all__ = [
    "Contribution",
    "LocalActionGroup",
    "Membership",
    "ModeratedPage",
    "Municipality",
    "Organisation",
    "OrganisationIndexPage",
    "Original",
    "Place",
    "Role",
    "SectionIndexPage",
]
