from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        from wagtail.admin.paginator import WagtailPaginator  # models are loaded by now

        # Wagtail writes "11" before the plural's one form; Slovene has four, which a model's
        # verbose name cannot give. After the name, the number needs none of them.
        WagtailPaginator.items_count_label = property(
            lambda paginator: f"{paginator.verbose_name_plural}: {paginator.count}"
        )
