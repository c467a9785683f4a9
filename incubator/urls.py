"""Which address is answered by which app; pages come last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts import cms_urls as accounts_cms_urls
from duty.views.feed import duty_calendar
from network.media import media

urlpatterns = [
    path("cms/", include(accounts_cms_urls)),
    path("cms/", include("duty.cms_urls")),
    path("cms/", include("moderation.cms_urls")),
    path("cms/", include("search.cms_urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("datoteke/", include(wagtaildocs_urls)),
    path("dezurstva/<str:secret>.ics", duty_calendar, name="duty_calendar"),
    re_path(r"^media/(?P<path>.*)$", media, name="media"),
]

if settings.DEBUG:
    from incubator.styleguide import styleguide  # a tool for developers, absent in production

    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]

# Slovene has no prefix, the others have theirs; the words behind it are the same in all.
urlpatterns += i18n_patterns(
    path("", include("accounts.urls")),
    path("", include("contribute.urls")),
    path("", include("duty.urls")),
    path("", include("moderation.urls")),
    path("", include("search.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
