"""Who may choose and change pictures and files: Wagtail's own rule, by collection and by owner.

Built as Wagtail builds its own: the place where it keeps them is another in 7.4 than in 8.0.
"""

from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from core.models import File, Picture

picture_policy = CollectionOwnershipPermissionPolicy(
    Picture, auth_model=Image, owner_field_name="uploaded_by_user"
)
file_policy = CollectionOwnershipPermissionPolicy(
    File, auth_model=Document, owner_field_name="uploaded_by_user"
)
