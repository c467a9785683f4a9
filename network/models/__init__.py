from network.models.contribution import Contribution
from network.models.geography import LocalActionGroup, Municipality, Place
from network.models.moderated_page import ModeratedPage, SectionIndexPage
from network.models.original import Original
from network.models.organisation import Membership, Organisation, Role
from network.models.organisation_index_page import OrganisationIndexPage

__all__ = [
    "Contribution",
    "LocalActionGroup",
    "Membership",
    "ModeratedPage",
    "Municipality",
    "Organisation",
    "Original",
    "OrganisationIndexPage",
    "Place",
    "Role",
    "SectionIndexPage",
]
