from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self):
        from wagtail.permissions import page_permission_policy  # models are loaded by now

        from network import checks, receivers  # noqa: F401 -- connect them
        from network.permissions import ContributorPagePolicy  # likewise

        # Wagtail has one policy object for pages and imports it by name in some thirty modules,
        # so the object itself learns our rules; 7.4 has no setting for it, 8.0's registry is not
        # asked by those modules either.
        page_permission_policy.__class__ = ContributorPagePolicy
