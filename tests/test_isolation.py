"""Nobody meets another organisation's unpublished words, whatever address of the CMS they try.

The walk goes through every address below ``/cms/`` and everything that hands out files or finds
texts, as each kind of person. An address that this table does not know fails the first test: say
how it is filled with other people's things, or why it cannot show any.
"""

import itertools
import logging
import re
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client, TestCase
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from PIL import Image
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site, TaskState, Workflow, WorkflowState
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from core.models import Topic
from duty.models import StandIn, Swap
from duty.roster import month_after, month_of
from duty.services import set_duty
from moderation import services
from moderation.digest import content_digest
from moderation.models import DutyApprovalTask, HandOver, Reply
from network.models import Contribution
from search.models import Synonym
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.core.factories import LifeStageFactory
from tests.guides.factories import GuidePageFactory
from tests.mentors.factories import MentorPageFactory
from tests.network.factories import OrganisationFactory, PlaceFactory, member_of

SECRET = re.compile(rb"skrito[a-z]+")
PREFIXES = ("cms/", "datoteke/", "media/", "^media/", "oddaj/", "iskanje/", "odlocitev/", "_util/")


# --- addresses ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Filled:
    """An address that is tried with other people's things.

    ``things`` names the list in ``World.lists`` from which its arguments come, ``queries`` the list
    of what stands after the question mark. An address that refuses GET is tried with POST;
    ``acts`` says that it is tried with both.
    """

    things: str = ""
    queries: str = "plain"
    acts: bool = False


@dataclass(frozen=True)
class Harmless:
    """An address that the walk leaves out."""

    because: str


THINGS = Filled()
FOR_PAGE = Filled("pages")
OF_WAGTAIL = Harmless("it is the same for everybody and reads no table of ours")


def _snippet(name):
    model = name.partition("_")[2]
    admin, chooser = f"wagtailsnippets_{name}", f"wagtailsnippetchoosers_{name}"
    return {
        f"{admin}:list": THINGS,
        f"{admin}:list_results": THINGS,
        f"{admin}:add": THINGS,
        f"{admin}:edit": Filled(model),
        f"{admin}:delete": Filled(model),
        f"{admin}:usage": Filled(model),
        f"{admin}:history": Filled(model),
        f"{admin}:history_results": Filled(model),
        f"{chooser}:choose": THINGS,
        f"{chooser}:choose_results": THINGS,
        f"{chooser}:chosen": Filled(model),
        f"{chooser}:chosen_multiple": Filled("", "ids"),
        f"{chooser}:create": THINGS,
    }


def _model(namespace, things, *, copy=True):
    names = ["edit", "delete", "history", "history_results", "usage"] + ["copy"] * copy
    return {
        f"{namespace}:index": THINGS,
        f"{namespace}:index_results": THINGS,
        f"{namespace}:add": THINGS,
        **{f"{namespace}:{name}": Filled(things) for name in names},
    }


KNOWN = {
    # Our own
    "cms/login/": Harmless("leads to our sign-in"),
    "cms/logout/": Harmless("signs out"),
    "cms/account/": Harmless("leads to our own account page"),
    "cms/^password_reset/.*": Harmless("leads to our own page"),
    "outbox": Filled("", "mail_states"),
    "outbox_retry": Filled("numbers", acts=True),
    "moderation:queue": THINGS,
    "moderation:submission": FOR_PAGE,
    "moderation:reading": Filled("readings"),
    "moderation:approve": Filled("pages"),
    "moderation:send_back": Filled("pages"),
    "moderation:insert_reply": Filled("pages"),
    "moderation:claim": Filled("pages"),
    "moderation:give_back": Filled("pages"),
    "moderation:take_over": Filled("pages"),
    "moderation:call_back": Filled("pages_not_scheduled"),
    "moderation:take_down": Filled("pages_not_live"),
    "moderation:trust": THINGS,
    "moderation:trust_of": Filled("organisation", acts=True),
    "moderation:links": THINGS,
    "moderation:revoke_link": Harmless("changes a link and answers with a redirect"),
    # What a link from a mail shows, to whom and for how long: tests/moderation/test_mail_views.py.
    "decide_by_mail": Filled("guessed_tokens", acts=True),
    "read_by_mail": Filled("guessed_tokens"),
    "picture_by_mail": Filled("guessed_pictures"),
    "file_by_mail": Filled("guessed_files"),
    "moderation:collecting": THINGS,
    "moderation:pictures": THINGS,
    "moderation:remove_picture": Filled("pictures"),
    "moderation:removed_picture": Filled("numbers"),
    "moderation:ask_for_text": Harmless("writes a mail and answers with a redirect"),
    "moderation:reports": THINGS,
    "moderation:resolve_report": Harmless("changes a report and answers with a redirect"),
    "moderation:figures": THINGS,
    "moderation:figures_csv": Filled("", "report_files"),
    "moderation:decisions": THINGS,
    "moderation:hand_overs": THINGS,
    "moderation:hand_over": Filled("hand_overs"),
    "moderation:hand_over_notes": Filled("hand_overs"),
    "moderation:confirm_hand_over": Filled("hand_overs"),
    # The roster's own words are for the network: months, partners, what they write to each other.
    "duty:index": THINGS,
    "duty:year": Filled("years", acts=True),
    "duty:history": THINGS,
    "duty:impossible": Filled("partners", acts=True),
    "duty:swap": Filled(acts=True),
    "duty:stand_in": Filled(acts=True),
    "duty:take_over": Filled(acts=True),
    "duty:calendars": Filled(acts=True),
    "duty:revoke_calendar": THINGS,
    **{f"duty:{name}_swap": Filled("swaps") for name in ("accept", "decline", "withdraw")},
    **{
        f"duty:{name}_stand_in": Filled("stand_ins")
        for name in ("accept", "decline", "withdraw", "end")
    },
    "contribute:list": THINGS,
    "contribute:new_post": THINGS,
    "contribute:new_event": THINGS,
    "contribute:translate": Filled("pages_not_live", acts=True),
    "contribute:new_guide": THINGS,
    "contribute:new_mentor": THINGS,
    "contribute:organisation": Filled("organisation_slugs"),
    **{
        f"contribute:{name}": Filled("pages", acts=True)
        for name in (
            "detail",
            "edit",
            "hand_in",
            "withdraw",
            "delete",
            "take_down",
            "status",
            "preview",
        )
    },
    "search:results": Filled("", "searches"),
    "search:completion": Filled("", "searches"),
    "search:click": Harmless("counts and answers with nothing"),
    "search:missing": Filled("", "searches", acts=True),
    "search_cms:report": THINGS,
    "search_cms:add_synonym": Filled("", "searches", acts=True),
    "search_cms:promote": Filled("", "searches", acts=True),
    "search_cms:edit_promotion": Filled("promoted_queries", acts=True),
    "search_cms:promotions": Filled("", "listings"),
    "search_cms:promotions_results": Filled("", "searches"),
    "wagtailsearchpromotions:index": Harmless("hidden by ours"),
    "wagtailsearchpromotions:index_results": Harmless("hidden by ours"),
    "wagtailsearchpromotions:add": Harmless("hidden by ours"),
    "wagtailsearchpromotions:edit": Harmless("hidden by ours"),
    "wagtailsearchpromotions:delete": Filled("promoted_queries"),
    "wagtailsearchpromotions:chooser": Filled("", "searches"),
    "wagtailsearchpromotions:chooserresults": Filled("", "searches"),
    "wagtailsearchpromotions:search_terms": Filled("", "reports"),
    "wagtailsearchpromotions:search_terms_results": Filled("", "reports"),
    "media": Filled("files"),
    "wagtaildocs_serve": Filled("documents_with_names"),
    "wagtaildocs_authenticate_with_password": Filled("numbers"),
    "wagtailcore_authenticate_with_password": Filled("restrictions"),
    "_util/login/": Harmless("leads to our sign-in"),
    "wagtailcore_login": Harmless("hidden by ours"),
    # Wagtail's frame
    "wagtailadmin_home": THINGS,
    "cms/test404/": OF_WAGTAIL,
    "wagtailadmin_error_test": Harmless("raises an error on purpose"),
    "wagtailadmin_account": Harmless("hidden by ours"),
    "wagtailadmin_logout": Harmless("hidden by ours"),
    "wagtailadmin_login": Harmless("hidden by ours"),
    "wagtailadmin_password_reset": Harmless("hidden by ours"),
    "wagtailadmin_password_reset_done": Harmless("hidden by ours"),
    "wagtailadmin_password_reset_confirm": Harmless("hidden by ours"),
    "wagtailadmin_password_reset_complete": Harmless("hidden by ours"),
    "wagtailadmin_dismissibles": OF_WAGTAIL,
    "wagtailadmin_sprite": OF_WAGTAIL,
    "wagtailadmin_javascript_catalog": OF_WAGTAIL,
    "wagtailadmin_block_preview": THINGS,
    "cms/^.*/$": OF_WAGTAIL,
    # The API of Wagtail's own screens
    "wagtailadmin_api:pages:listing": Filled("", "api_pages"),
    "wagtailadmin_api:pages:detail": FOR_PAGE,
    "wagtailadmin_api:pages:find": Filled("", "api_pages"),
    "wagtailadmin_api:pages:action": Filled("page_actions"),
    "wagtailadmin_api:documents:listing": Filled("", "api_files"),
    "wagtailadmin_api:documents:detail": Filled("documents"),
    "wagtailadmin_api:documents:find": Filled("", "api_files"),
    "wagtailadmin_api:images:listing": Filled("", "api_files"),
    "wagtailadmin_api:images:detail": Filled("pictures"),
    "wagtailadmin_api:images:find": Filled("", "api_files"),
    # Pages
    "wagtailadmin_explore_root": Filled("", "listings"),
    "wagtailadmin_explore": Filled("parents", "listings"),
    "wagtailadmin_explore_results": Filled("parents", "searches"),
    "wagtail_bulk_action": Filled("bulk_actions", "ids", acts=True),
    "wagtailadmin_pages:add": Filled("page_types_below"),
    "wagtailadmin_pages:preview_on_add": Filled("page_types_below", acts=True),
    "wagtailadmin_pages:type_use": Filled("page_types"),
    "wagtailadmin_pages:type_use_results": Filled("page_types"),
    "wagtailadmin_pages:choose_parent": Filled("page_types"),
    "wagtailadmin_pages:add_subpage": Filled("parents"),
    **{
        f"wagtailadmin_pages:{name}": FOR_PAGE
        for name in (
            "usage",
            # What its form takes is tried in tests/traps/.
            "edit",
            "view_draft",
            "set_page_position",
            "confirm_workflow_cancellation",
            "lock",
            "unlock",
            "revisions_index",
            "workflow_history",
            "history",
            "history_results",
        )
    },
    **{
        f"wagtailadmin_pages:{name}": Filled("pages", acts=True)
        for name in (
            "preview_on_edit",
            "delete",
            "unpublish",
            "convert_alias",
            "move",
            "copy",
            "set_privacy",
        )
    },
    "wagtailadmin_pages:search": Filled("", "listings"),
    "wagtailadmin_pages:search_results": Filled("", "searches"),
    "wagtailadmin_pages:move_confirm": Filled("page_moves", acts=True),
    "wagtailadmin_pages:workflow_action": Filled("task_actions"),
    "wagtailadmin_pages:collect_workflow_action_data": Filled("task_actions"),
    "wagtailadmin_pages:workflow_preview": Filled("page_tasks"),
    "wagtailadmin_pages:revisions_view": Filled("revisions"),
    "wagtailadmin_pages:revisions_revert": Filled("revisions"),
    "wagtailadmin_pages:revisions_unschedule": Filled("revisions", acts=True),
    "wagtailadmin_pages:revisions_compare": Filled("comparisons"),
    "wagtailadmin_pages:workflow_history_detail": Filled("page_workflow_states"),
    # Translations: our own form for pages, then wagtail-localize's addresses
    "moderation:translate_page": Filled("pages_not_live", acts=True),
    "moderation:translate_snippet": Filled("translatable", acts=True),
    "wagtail_localize:javascript_catalog": OF_WAGTAIL,
    "wagtail_localize:submit_page_translation": Harmless("hidden by ours"),
    "wagtail_localize:submit_snippet_translation": Harmless("hidden by ours"),
    "wagtail_localize:update_translations": Filled("translation_sources", acts=True),
    "wagtail_localize:edit_string_translation": Filled("translated_strings", acts=True),
    "wagtail_localize:edit_override": Filled("translated_strings", acts=True),
    **{
        f"wagtail_localize:{name}": Filled("translations", acts=True)
        for name in ("download_pofile", "upload_pofile", "machine_translate", "stop_translation")
    },
    "wagtail_localize:preview_translation": Filled("translations_with_mode"),
    "wagtail_localize:convert_to_alias": Filled("pages", acts=True),
    "wagtail_localize:translations_report": Filled("", "reports"),
    "wagtail_localize:translations_report_results": Filled("", "reports"),
    "wagtail_localize:snippets_api_listing": Filled("translatable_models"),
    "wagtail_localize:snippets_api_detail": Filled("translatable"),
    "wagtailadmin_choose_page": Filled("", "choosers"),
    "wagtailadmin_choose_page_child": Filled("parents", "choosers"),
    "wagtailadmin_choose_page_search": Filled("", "choosers"),
    "wagtailadmin_choose_page_chosen_multiple": Filled("", "ids"),
    "wagtailadmin_choose_page_external_link": Filled("", "links", acts=True),
    "wagtailadmin_choose_page_email_link": Filled("", "links"),
    "wagtailadmin_choose_page_phone_link": Filled("", "links"),
    "wagtailadmin_choose_page_anchor_link": Filled("", "links"),
    "wagtailadmin_tag_autocomplete": Filled("", "terms"),
    "wagtailadmin_tag_model_autocomplete": Filled("tag_models", "terms"),
    "wagtailadmin_editing_sessions:ping": Filled("sessions"),
    "wagtailadmin_editing_sessions:release": Filled("numbers"),
    # What only superusers or coordinators reach
    **_model("wagtailsites", "sites"),
    **_model("wagtailusers_users", "users"),
    **_model("wagtailusers_groups", "groups", copy=False),
    **_model("wagtaillocales", "locales", copy=False),
    "wagtailadmin_collections:index": THINGS,
    "wagtailadmin_collections:add": THINGS,
    "wagtailadmin_collections:edit": Filled("collections"),
    "wagtailadmin_collections:delete": Filled("collections"),
    "wagtailadmin_collections:set_privacy": Filled("collections"),
    **{
        f"wagtailadmin_workflows:{name}": THINGS
        for name in (
            "index",
            "index_results",
            "add",
            "select_task_type",
            "task_index",
            "task_index_results",
            "task_chooser",
            "task_chooser_results",
            "task_chooser_create",
        )
    },
    **{
        f"wagtailadmin_workflows:{name}": Filled("workflows")
        for name in ("enable", "disable", "edit", "usage", "usage_results")
    },
    "wagtailadmin_workflows:remove": Filled("pages_of_workflow"),
    "wagtailadmin_workflows:add_task": Filled("task_types"),
    **{
        f"wagtailadmin_workflows:{name}": Filled("tasks")
        for name in ("edit_task", "disable_task", "enable_task", "task_chosen")
    },
    **{
        f"wagtailadmin_reports:{name}{ending}": Filled("", "reports")
        for name in (
            "locked_pages",
            "workflow",
            "workflow_tasks",
            "site_history",
            "aging_pages",
            "page_types_usage",
        )
        for ending in ("", "_results")
    },
    "wagtailsettings:preview_on_edit": Harmless("as the row itself"),
    "wagtailsettings:edit": Harmless("one row of ours, which names nobody and no text"),
    "wagtailredirects:index": THINGS,
    "wagtailredirects:index_results": THINGS,
    "wagtailredirects:add": THINGS,
    "wagtailredirects:edit": Filled("numbers"),
    "wagtailredirects:delete": Filled("numbers"),
    "wagtailredirects:start_import": THINGS,
    "wagtailredirects:process_import": THINGS,
    "wagtailsnippets:index": THINGS,
    # Pictures and files
    "wagtailimages:index": Filled("", "files_lists"),
    "wagtailimages:index_results": Filled("", "searches"),
    "wagtailimages:add": THINGS,
    "wagtailimages:add_multiple": THINGS,
    **{
        f"wagtailimages:{name}": Filled("pictures")
        for name in (
            "edit",
            "delete",
            "url_generator",
            "url_generator_output",
            "image_usage",
            "edit_multiple",
            "delete_multiple",
        )
    },
    "wagtailimages:preview": Filled("pictures_with_filter"),
    "wagtailimages:create_multiple_from_uploaded_image": Filled("numbers"),
    "wagtailimages:delete_upload_multiple": Filled("numbers"),
    "wagtailimages_chooser:choose": Filled("", "files_lists"),
    "wagtailimages_chooser:choose_results": Filled("", "searches"),
    "wagtailimages_chooser:chosen": Filled("pictures"),
    "wagtailimages_chooser:chosen_multiple": Filled("", "ids"),
    "wagtailimages_chooser:create": THINGS,
    "wagtailimages_chooser:select_format": Filled("pictures"),
    "wagtaildocs:index": Filled("", "files_lists"),
    "wagtaildocs:index_results": Filled("", "searches"),
    "wagtaildocs:add": THINGS,
    "wagtaildocs:add_multiple": THINGS,
    **{
        f"wagtaildocs:{name}": Filled("documents")
        for name in ("edit", "delete", "edit_multiple", "delete_multiple", "document_usage")
    },
    "wagtaildocs:create_multiple_from_uploaded_document": Filled("numbers"),
    "wagtaildocs:delete_upload_multiple": Filled("numbers"),
    "wagtaildocs_chooser:choose": Filled("", "files_lists"),
    "wagtaildocs_chooser:choose_results": Filled("", "searches"),
    "wagtaildocs_chooser:chosen": Filled("documents"),
    "wagtaildocs_chooser:chosen_multiple": Filled("", "ids"),
    "wagtaildocs_chooser:create": THINGS,
    # Snippets
    **_snippet("core_topic"),
    "wagtailsnippets_core_topic:merge": Filled("topic", acts=True),
    **_snippet("core_lifestage"),
    "wagtailsnippets_core_lifestage:merge": Filled("lifestage", acts=True),
    **_snippet("moderation_reply"),
    **_snippet("network_localactiongroup"),
    **_snippet("network_membership"),
    **_snippet("network_municipality"),
    **_snippet("network_organisation"),
    **_snippet("network_place"),
    **_snippet("search_synonym"),
}


def _addresses(resolver=None, prefix="", namespaces=()):
    """Every pattern below the prefixes: (its name or, without one, its route; where it stands)."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if not isinstance(entry, URLPattern):
            names = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _addresses(entry, route, names)
        elif route.startswith(PREFIXES):
            yield ":".join((*namespaces, entry.name)) if entry.name else route


# --- a world in which there is something to leak --------------------------------------------------
class Words:
    """Makes words that stand nowhere else and remembers whose text they belong to.

    All of them begin alike and one stands in every text: a search for either finds them all.
    """

    IN_EVERY_TEXT = "medvedovbrlog"

    LETTERS = "abcdefghijklmnoprstuvz"

    def __init__(self):
        self.of = {}
        self._endings = itertools.product(self.LETTERS, repeat=3)

    def __call__(self, text, what):
        word = f"skrito{what}{''.join(next(self._endings))}"
        self.of[word] = text
        return f"{word} {self.IN_EVERY_TEXT}"


@dataclass
class World:
    words: Words = field(default_factory=Words)
    pages: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    queries: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)


def _picture(world, text, collection):
    content = BytesIO()
    Image.effect_noise((60, 40), 90).convert("RGB").save(content, "JPEG")
    picture = get_image_model()(
        title=world.words(text, "slika"),
        description=world.words(text, "opis"),
        author=world.words(text, "avtor"),
        collection=collection,
        file=ContentFile(content.getvalue(), name="slika.jpg"),
    )
    picture._set_image_file_metadata()
    picture.save()
    rendition = picture.get_rendition("max-165x165")
    for file in (picture.file, rendition.file):
        with file.open() as opened:
            world.files[opened.read()] = text
    return picture


def _document(world, text, collection):
    document = get_document_model()(
        title=world.words(text, "datoteka"),
        collection=collection,
        file=ContentFile(world.words(text, "vsebina").encode(), name="datoteka.txt"),
    )
    document.save()
    world.documents[text] = document
    return document


def _write(world, text, page, author):
    """A new version of the page, in which every part is a secret of ``text``."""
    collection = page.contribution.organisation.collection
    picture, document = _picture(world, text, collection), _document(world, text, collection)
    page.title = world.words(text, "naslov")
    page.summary = world.words(text, "povzetek")
    page.kicker = world.words(text, "rubrika")
    page.picture, page.picture_alt = picture, world.words(text, "kaj")
    page.body = [
        ("paragraph", f"<p>{world.words(text, 'odstavek')}</p>"),
        ("picture", {"picture": picture, "alt_text": world.words(text, "alt"), "caption": ""}),
        ("file", {"file": document, "text": world.words(text, "povezava")}),
    ]
    page.save_revision(user=author, log_action=True)


def _begin(world, text, organisation, author, factory=PostPageFactory, **facts):
    page = factory(
        title=world.words(text, "delovni"),
        slug=f"{text}-{world.words(text, 'pot').split()[0]}".replace("_", "-"),
        organisation=organisation,
        owner=author,
        **facts,
    )
    _write(world, text, page, author)
    # Wagtail writes the first draft's text to the row as well.
    page.save()
    world.pages[text] = page
    return page


def _published(world, text, organisation, author):
    """Public words are no secret; what is written later is."""
    page = PostPageFactory(
        title=f"Javno {text}",
        slug=f"javno-{text}".replace("_", "-"),
        organisation=organisation,
        owner=author,
        published=True,
    )
    _write(world, text, page, author)
    world.pages[text] = page
    return page


def _decision(page):
    revision = Page.objects.get(pk=page.pk).get_latest_revision()
    return {"revision_id": revision.pk, "digest": content_digest(revision.content)}


def _make_world():
    world, now = World(), timezone.now()
    month = month_of(now)
    partners = {
        name: OrganisationFactory(name=f"Partner {name}", slug=f"partner-{name}", partner=True)
        for name in ("zdaj", "prej", "potem")
    }
    set_duty(month=month_of(now.replace(day=1) - timedelta(days=1)), partner=partners["prej"])
    set_duty(month=month, partner=partners["zdaj"])
    set_duty(month=month_after(month), partner=partners["potem"])
    neighbours = OrganisationFactory(name="Sosedje", is_cms_open=True)
    owners = OrganisationFactory(name="Lastniki", is_cms_open=True)
    author, colleague = member_of(owners), member_of(owners)
    decider = member_of(partners["zdaj"])
    root = UserFactory(is_superuser=True)
    world.people = {
        "another youth organisation": member_of(neighbours),
        "last month's partner": member_of(partners["prej"]),
        "next month's partner": member_of(partners["potem"]),
        "the partner on duty": member_of(partners["zdaj"]),
        "nobody": None,
        "a colleague": colleague,
    }

    begin = lambda text, **facts: _begin(world, text, owners, author, **facts)  # noqa: E731
    hand_in = lambda page: services.hand_in(page_id=page.pk, user=author, now=now)  # noqa: E731
    begin("osnutek")
    event = begin("dogodek", factory=EventPageFactory)
    event.place_text = world.words("dogodek", "kraj")
    event.save_revision(user=author, log_action=True)
    guide = begin("vodnik", factory=GuidePageFactory)
    for name in ("audience", "steps_now", "steps_next", "documents"):
        setattr(guide, name, world.words("vodnik", name.replace("_", "")))
    guide.save_revision(user=author, log_action=True)
    mentor = begin("mentor", factory=MentorPageFactory)
    mentor.audience = world.words("mentor", "komu")
    mentor.helps_with = world.words("mentor", "pomoc")
    mentor.save_revision(user=author, log_action=True)
    hand_in(begin("oddan_vodnik", factory=GuidePageFactory))
    for text, person in (("vrnjeno", decider), ("vrnjeno_od_skrbnika", root)):
        page = begin(text)
        hand_in(page)
        services.send_back(
            page_id=page.pk,
            user=person,
            now=now,
            comment=world.words(text, "pripomba"),
            **_decision(page),
        )
    page = begin("umaknjen_predlog")
    hand_in(page)
    services.withdraw(page_id=page.pk, user=author, now=now)
    hand_in(begin("oddano"))
    _published(world, "javno_z_osnutkom", owners, author)
    hand_in(_published(world, "javno_z_oddanim", owners, author))
    page = _published(world, "odstranjeno", owners, author)
    services.take_down(
        page_id=page.pk, user=decider, now=now, reason=world.words("odstranjeno", "razlog")
    )
    page = begin("za_datum")
    hand_in(page)
    services.approve(
        page_id=page.pk,
        user=decider,
        now=now,
        go_live_at=now + timedelta(days=2),
        comment=world.words("za_datum", "pripomba"),
        **_decision(page),
    )
    page = _begin(world, "za_geslom", owners, author)
    services.publish_without_review(page=page, now=now)
    page.view_restrictions.create(restriction_type="password", password="geslo")
    services.report_mistake(
        address=f"/blog/{world.pages['odstranjeno'].slug}/",
        page=world.pages["odstranjeno"],
        message="Tipkarska napaka.",
        email="",
        now=now,
    )
    _translated(world, author, decider, now)
    # What the hand-over names is frozen and read for years.
    services.begin_month(now)
    _fill_lists(world, owners, author)
    world.lists |= _requests_of(partners, month, now)
    cache.clear()
    return world


def _translated(world, author, decider, now):
    """Translations that their organisation alone reads: a draft, and a change of a public one.

    wagtail-localize keeps what it translates in tables of its own, as if somebody had used it.
    """
    for text in ("prevod", "javni_prevod"):
        source = PostPageFactory(
            title=f"Izvirnik {text}",
            slug=f"izvirnik-{text}".replace("_", "-"),
            organisation=author.memberships.get().organisation,
            owner=author,
            published=True,
        )
        page = services.translate(page_id=source.pk, language="de", user=author, now=now)
        if text == "javni_prevod":
            services.publish_without_review(page=page, now=now)
            page = type(page).objects.get(pk=page.pk)
        _write(world, text, page, author)
        world.pages[text] = page
        kept, _created = TranslationSource.update_or_create_from_instance(
            page.get_latest_revision_as_object()
        )
        Translation.objects.create(
            source=kept, target_locale=Locale.objects.get(language_code="en")
        )


# One of each state is named by its id; lists may show any of them.
TRIED_BY_ID = (
    "osnutek",
    "oddano",
    "javno_z_oddanim",
    "odstranjeno",
    "javni_prevod",
    "vodnik",
)


def _requests_of(partners, month, now):
    """A swap and a stand-in that wait, and what else addresses of the roster name."""
    swap = Swap.objects.create(
        first_month=month,
        first_partner=partners["zdaj"],
        second_month=month_after(month),
        second_partner=partners["potem"],
        asked_at=now,
    )
    stand_in = StandIn.objects.create(
        partner=partners["prej"],
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=2),
        asked_at=now,
    )
    return {
        "years": [(month.year,)],
        "partners": [(partner.pk,) for partner in partners.values()],
        "swaps": [(swap.pk,)],
        "stand_ins": [(stand_in.pk,)],
    }


def _promoted(pages):
    """Results that a coordinator promotes, which are no longer public or not yet."""
    query = Query.get("medved")
    for page in pages:
        SearchPromotion.objects.create(query=query, page=page)
    return [(query.pk,)]


def _fill_lists(world, owners, author):
    pages = [world.pages[text] for text in TRIED_BY_ID]
    ids = [page.pk for page in pages]
    pictures = [page.picture for page in pages]
    documents = [world.documents[text] for text in TRIED_BY_ID]
    latest = [(page.pk, Page.objects.get(pk=page.pk).get_latest_revision()) for page in pages]
    revisions = [(pk, revision.pk) for pk, revision in latest]
    index = world.pages["osnutek"].get_parent()
    task, workflow = DutyApprovalTask.objects.get(), Workflow.objects.get()
    states = TaskState.objects.filter(workflow_state__object_id__in=map(str, ids))
    numbers = lambda model: [(pk,) for pk in model.objects.values_list("pk", flat=True)]  # noqa: E731
    pairs = lambda items, *others: [(item.pk, *others) for item in items]  # noqa: E731
    page_types = [
        ("blog", "postpage"),
        ("calendar_app", "eventpage"),
        ("guides", "guidepage"),
        ("mentors", "mentorpage"),
    ]
    contributions = {
        row.page_id: row for row in Contribution.objects.filter(page__in=ids).select_related("page")
    }

    topic = Topic.objects.create(name="Tema", slug="tema")

    world.lists = {
        "": [()],
        "numbers": [(1,)],
        "pages": pairs(pages),
        "pages_not_scheduled": [(pk,) for pk in ids if not contributions[pk].scheduled_for],
        "pages_not_live": [(pk,) for pk in ids if not contributions[pk].page.live],
        "parents": [(index.pk,), (index.get_parent().pk,), (1,), (ids[0],)],
        "revisions": revisions,
        "readings": [
            (page_id, revision.pk, f"digest={content_digest(revision.content)}")
            for page_id, revision in latest
        ],
        "comparisons": [(page_id, "live", "latest") for page_id in ids]
        + [(world.pages["javno_z_oddanim"].pk, "live", pk) for _page, pk in revisions],
        "page_actions": [
            (pk, action)
            for pk in ids[:1]
            for action in (
                "convert_alias",
                "copy",
                "copy_for_translation",
                "create_alias",
                "delete",
                "move",
                "publish",
                "revert_to_page_revision",
                "unpublish",
            )
        ],
        "page_moves": pairs(pages, index.pk),
        "page_types": page_types,
        "page_types_below": [(*kind, index.pk) for kind in page_types],
        "task_actions": [
            (int(state.workflow_state.object_id), action, state.pk)
            for state in states
            for action in ("approve", "reject")
        ],
        "page_tasks": pairs(pages, task.pk),
        "page_workflow_states": [
            (int(state.object_id), state.pk)
            for state in WorkflowState.objects.filter(object_id__in=map(str, ids))
        ],
        "bulk_actions": [
            *(
                ("wagtailcore", "page", action)
                for action in ("publish", "unpublish", "move", "delete")
            ),
            *(
                ("core", model, action)
                for model in ("picture", "file")
                for action in ("add_tags", "add_to_collection", "delete")
            ),
            ("network", "membership", "delete"),
            ("core", "topic", "delete"),
            ("core", "lifestage", "delete"),
            ("accounts", "user", "delete"),
            ("accounts", "user", "assign_role"),
            ("accounts", "user", "set_active_state"),
        ],
        "sessions": [("wagtailcore", "page", pk, 1) for pk in ids],
        "files": [
            (file.name,)
            for picture in pictures
            for file in (picture.file, *(rendition.file for rendition in picture.renditions.all()))
        ]
        + [(document.file.name,) for document in documents],
        "guessed_tokens": [("a" * 43,)],
        "guessed_pictures": [
            ("a" * 43, rendition.file.name)
            for picture in pictures
            for rendition in picture.renditions.all()
        ],
        "guessed_files": [("a" * 43, document.pk, document.filename) for document in documents],
        "documents_with_names": [(document.pk, document.filename) for document in documents],
        "documents": pairs(documents),
        "pictures": pairs(pictures),
        "pictures_with_filter": pairs(pictures, "max-165x165"),
        "restrictions": [
            (restriction.pk, world.pages["za_geslom"].pk)
            for restriction in world.pages["za_geslom"].view_restrictions.all()
        ],
        "tag_models": [("taggit", "tag")],
        "translation_sources": numbers(TranslationSource),
        "translations": numbers(Translation),
        "translations_with_mode": [(pk, "web") for (pk,) in numbers(Translation)],
        "translated_strings": [
            (translation.pk, segment.pk)
            for translation in Translation.objects.all()
            for segment in StringSegment.objects.filter(source=translation.source)[:2]
        ],
        "translatable": [("core", "topic", str(topic.pk))],
        "translatable_models": [("core", "topic")],
        "sites": numbers(Site),
        "users": [(author.pk,)],
        "groups": [(owners.group_id,)],
        "locales": numbers(Locale),
        "collections": [(owners.collection_id,)],
        "workflows": [(workflow.pk,)],
        "pages_of_workflow": [(index.get_parent().pk,), (index.get_parent().pk, workflow.pk)],
        "tasks": [(task.pk,)],
        "task_types": [("moderation", "dutyapprovaltask")],
        "topic": [(topic.pk,)],
        "lifestage": [(LifeStageFactory().pk,)],
        "promoted_queries": _promoted(pages),
        "synonym": [(Synonym.objects.order_by("pk").first().pk,)],
        "reply": [(Reply.objects.create(title="Kraj", text="Dodaj kraj.").pk,)],
        "localactiongroup": [(owners.municipality.local_action_group_id,)],
        "membership": [(owners.memberships.first().pk,)],
        "municipality": [(owners.municipality_id,)],
        "organisation": [(owners.pk,)],
        "organisation_slugs": [(owners.slug,)],
        "hand_overs": list(HandOver.objects.values_list("month__year", "month__month")),
        "place": [(PlaceFactory(organisation=owners).pk,)],
    }

    searches = [f"q={word}" for word in ("skrito", Words.IN_EVERY_TEXT)]
    # Wagtail's own chooser breaks on the root of the tree, which would hide what it shows.
    things = {*ids, *(thing.pk for thing in (*pictures, *documents))} - {1}
    named = "&".join(f"id={pk}" for pk in things)
    world.queries = {
        "plain": [""],
        "ids": [named],
        "listings": ["", *searches],
        "searches": searches,
        "reports": ["", "export=csv", "export=xlsx"],
        "choosers": [
            "",
            *searches,
            "page_type=blog.postpage,calendar_app.eventpage,guides.guidepage,mentors.mentorpage",
            "page_type=blog.postpage&multiple=1",
        ],
        "files_lists": ["", *searches, "layout=list", f"collection_id={owners.collection_id}"],
        "report_files": [f"kaj={what}" for what in ("", "partnerji", "organizacije", "odlocitve")],
        "mail_states": ["", "stanje=opuscena", "stanje=cakajoca", "stanje=poslana"],
        "terms": [f"term={what}" for what in ("skrito", "skritooznaka")],
        "links": [f"link_url=/blog/{page.slug}/" for page in pages],
        "api_pages": [
            "",
            "fields=*",
            "for_explorer=1",
            f"child_of={index.pk}",
            f"descendant_of={index.pk}&fields=_,title",
            *(f"search={search[2:]}" for search in searches),
            f"id={ids[0]}",
            *(f"html_path=/blog/{page.slug}/" for page in pages),
        ],
        "api_files": ["", "fields=*", f"id={pictures[0].pk}", f"id={documents[0].pk}"],
    }


@pytest.fixture(scope="module")
def world(rows_of_module):
    # Thousands of refusals would be logged.
    logging.disable(logging.ERROR)
    # Nothing is committed here, and the index is written on commit.
    with TestCase.captureOnCommitCallbacks(execute=True):
        world = _make_world()
    yield world
    logging.disable(logging.NOTSET)


# --- the walk -------------------------------------------------------------------------------------
MAY_READ = {
    # What was handed in or approved for a date.
    "the partner on duty": {"oddano", "oddan_vodnik", "javno_z_oddanim", "za_datum"},
}
# Duty meets whatever is live, to take it down; also behind a password.
MAY_MEET = {("the partner on duty", "za_geslom"): "moderation:"}


def _requests(world, names):
    """Each address with its arguments and what stands after the question mark."""
    for name, entry in KNOWN.items():
        if isinstance(entry, Harmless) or name not in names:
            continue
        for things in world.lists[entry.things]:
            arguments, asked = (
                (things[:-1], things[-1:])
                if entry.things == "readings"
                else (things, world.queries[entry.queries])
            )
            url = reverse(name, args=arguments)
            for query in asked:
                yield name, entry, f"{url}?{query}" if query else url


def _posted(name, url):
    if name == "wagtailadmin_choose_page_external_link":
        return {
            "external-link-chooser-url": url.partition("link_url=")[2],
            "external-link-chooser-link_text": "",
        }
    return {}


def _texts_in(answer, world, url):
    """Whose words or pictures an answer shows; words that were asked for come back as an echo."""
    body = b"".join(answer) if answer.streaming else answer.content
    if body in world.files:
        return {world.files[body]}
    asked = url.encode()
    body += answer.get("Location", "").encode()
    return {
        world.words.of[word.decode()]
        for word in SECRET.findall(body.lower())
        if word.decode() in world.words.of and word not in asked
    }


def _walk(world, person, names=KNOWN, *, acting=True):
    """Return whose words the person meets and where, and every address that breaks."""
    client = Client(raise_request_exception=False)
    user = world.people[person]
    if user:
        client.force_login(user)
    met, broken = {}, []
    for name, entry, url in _requests(world, names):
        answers = {"get": client.get(url)}
        if acting and (entry.acts or answers["get"].status_code == HTTPStatus.METHOD_NOT_ALLOWED):
            answers["post"] = client.post(url, _posted(name, url))
        for method, answer in answers.items():
            for text in _texts_in(answer, world, url):
                met.setdefault(text, set()).add(f"{method} {name}")
            if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                broken.append(f"{method} {url}")
    return met, broken


def _is_allowed(person, text, name):
    prefix = MAY_MEET.get((person, text))
    return prefix is not None and name.partition(" ")[2].startswith(prefix)


def _state_of(world):
    pages = Page.objects.filter(pk__in=[page.pk for page in world.pages.values()]).order_by("pk")
    return list(
        pages.values_list("pk", "path", "live", "title", "draft_title", "latest_revision", "locked")
    )


@pytest.mark.walk
@pytest.mark.parametrize(
    "person",
    [
        "another youth organisation",
        "last month's partner",
        "next month's partner",
        "the partner on duty",
        "nobody",
    ],
)
def test_the_walk_meets_no_foreign_unpublished_word(db, world, person):
    before = _state_of(world)

    met, broken = _walk(world, person)

    foreign = {
        text: addresses
        for text, where in met.items()
        if text not in MAY_READ.get(person, ())
        and (addresses := [name for name in where if not _is_allowed(person, text, name)])
    }
    assert (foreign, broken) == ({}, [])
    assert MAY_READ.get(person, set()) <= set(met)
    assert _state_of(world) == before


# Where a colleague of the authors meets what the others must not.
TELLING = {
    "contribute:detail",
    "contribute:list",
    "media",
    "moderation:reading",
    "moderation:submission",
    "wagtail_bulk_action",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:images:listing",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_explore",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:view_draft",
    "wagtaildocs:edit",
    "wagtaildocs:index",
    "wagtaildocs_chooser:chosen",
    "wagtaildocs_serve",
    "wagtailimages:edit",
    "wagtailimages:image_usage",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:chosen_multiple",
}


@pytest.mark.walk
def test_the_walk_is_not_blind(db, world):
    met, broken = _walk(world, "a colleague", TELLING, acting=False)

    where = {place.partition(" ")[2] for places in met.values() for place in places}
    assert (set(met), where, broken) == (set(world.pages), TELLING, [])


def test_every_address_is_known():
    assert set(_addresses()) == set(KNOWN)
