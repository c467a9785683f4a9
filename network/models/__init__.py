from network.models.contribution import Contribution
from network.models.geography import (
    LocalActionGroup,
    Municipality,
    Place,
    PlaceKind,
    PlaceOpeningException,
    PlaceOpeningTime,
)
from network.models.moderated_page import ModeratedPage, SectionIndexPage
from network.models.organisation import (
    Membership,
    Organisation,
    OrganisationOpeningException,
    OrganisationOpeningTime,
    Role,
)
from network.models.organisation_index_page import OrganisationIndexPage
from network.models.original import Original
from network.models.place_index_page import PlaceIndexPage
from network.models.trust import TrustChange

__all__ = [
    "Contribution",
    "LocalActionGroup",
    "Membership",
    "ModeratedPage",
    "Municipality",
    "Organisation",
    "OrganisationIndexPage",
    "OrganisationOpeningException",
    "OrganisationOpeningTime",
    "Original",
    "Place",
    "PlaceIndexPage",
    "PlaceKind",
    "PlaceOpeningException",
    "PlaceOpeningTime",
    "Role",
    "SectionIndexPage",
    "TrustChange",
]
