"""Every component once with all it can show, and where it matters empty and with words that are too long.

A tool for developers: shown at ``/styleguide/`` while ``DEBUG`` is on, rendered by a test always.
"""

from datetime import date, datetime, time, timedelta
from itertools import cycle
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from core.drawing_marks import MARKS, PALETTES
from network.opening_hours import (
    DaysThatDiffer,
    Hours,
    Span,
    periods_that_differ,
    standing_at,
    week_table,
)

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
TUESDAY = datetime(2026, 11, 24, 18, tzinfo=LJUBLJANA)
LONG = (
    "Najneverjetnejšepredolgabesedabrezpresledkovkijenihčenedelinavrstice in še podnaslov, "
    "ki ga je nekdo prilepil iz razpisa za sofinanciranje mladinskih dejavnosti"
)


def _thing(**facts):
    return SimpleNamespace(**facts)


ORGANISATION = _thing(
    name="Mladinski center Slovenj Gradec",
    url="/organizacije/mc-slovenj-gradec/",
    kinds=["partner", "mladinska organizacija"],
    summary="Dvorana, vadnice in dolga miza za vse, ki nočejo popoldneva preživeti na klopi.",
    municipality="Slovenj Gradec",
    logo=None,
    card_template="components/organisation_card.html",
)


def _page(**facts):
    return _thing(
        **{
            "title": "Po treh letih v Gradcu sem se vrnila v Mežico",
            "summary": "Mislila sem, da se vračam samo čez poletje. Potem je prišel klic iz delavnice za okni.",
            "url": "/blog/po-treh-letih/",
            "section": "blog",
            "kicker": "Mladi pišejo",
            "kind_label": "Objava",
            "owner_name": "Mladinska organizacija Mežica",
            "published_on": TUESDAY - timedelta(days=5),
            "picture": None,
            "picture_alt": "",
            "translation_key": "5f0e8c1e",
            "mark": "speech",
            "card_facts": (),
        }
        | facts
    )


def _hit(**facts):
    return _thing(
        **{
            "section": "home",
            "kind_label": "Tema",
            "has_passed": False,
            "text_language": "",
            "extract": [],
        }
        | facts
    )


def _event(**facts):
    return _thing(
        **{
            "title": "Večer namiznih iger",
            "url": "/koledar/vecer-namiznih-iger/",
            "starts_at": TUESDAY,
            "ends_at": TUESDAY + timedelta(hours=3),
            "all_day": False,
            "where": "Mladinska soba, Ravne na Koroškem",
            "status": "",
            "status_label": "",
            "status_reason": "",
            "price_label": "brezplačno",
            "audience": "od 15 let",
            "activity_label": "večer",
            "place": _thing(
                name="Mladinska soba Ravne",
                url="/prostori/mladinska-soba-ravne/",
                address="Gledališka pot 1, 2390 Ravne na Koroškem",
                municipality="Ravne na Koroškem",
                accessibility="Vhod brez stopnic z dvorišča.",
            ),
            "place_text": "",
            "online_url": "https://www.example.org/srecanje",
            "registration_url": "https://prijava.example.org/igre",
            "owner_name": ORGANISATION.name,
            "organisation": ORGANISATION,
        }
        | facts
    )


AFTERNOON, EVENING = Span(time(10), time(18)), Span(time(20), time(2))
HOUSE = Hours(
    week=dict.fromkeys(range(1, 5), (AFTERNOON,)) | {5: (AFTERNOON, EVENING), 6: (EVENING,)},
    differing=(
        DaysThatDiffer(date(2026, 12, 1), date(2026, 12, 3), note="Belimo stene."),
        DaysThatDiffer(date(2026, 12, 5), date(2026, 12, 5), (Span(time(16), time(0)),), LONG),
    ),
    is_holiday=lambda day: day == date(2026, 12, 25),
)
CLOSED_HOUSE = Hours(differing=(DaysThatDiffer(date(2026, 11, 1), date(2027, 3, 1), note=LONG),))


def _openness(hours, now):
    """As ``OpeningHoursMixin.openness`` gives it for a place or an organisation."""
    return {
        "standing": standing_at(hours, now),
        "week": week_table(hours) if hours.week else [],
        "to_come": periods_that_differ(hours, now.date() + timedelta(days=1), 35),
    }


def _place(**facts):
    return _thing(
        **{
            "name": "Mladinska soba Ravne",
            "url": "/prostori/mladinska-soba-ravne/",
            "kind_words": "mladinska soba",
            "summary": "Dnevna soba za petindvajset ljudi, s kuhinjo in polico iger.",
            "municipality": "Ravne na Koroškem",
            "standing": standing_at(HOUSE, TUESDAY - timedelta(hours=3)),
            "card_template": "components/place_card.html",
        }
        | facts
    )


class _Message(str):
    """A message as Django's storage gives it: its text, and the word for its level."""

    def __new__(cls, text, level_tag):
        message = super().__new__(cls, text)
        message.level_tag = level_tag
        return message


class _SampleForm(forms.Form):
    title = forms.CharField(label="Naslov", help_text="Kratko in po domače.", max_length=80)
    summary = forms.CharField(label="Povzetek", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Dan", widget=forms.DateInput(attrs={"type": "date"}))
    municipality = forms.ChoiceField(
        label="Občina", choices=[("", "izberi"), ("m", "Mežica"), ("s", "Slovenj Gradec")]
    )
    kind = forms.ChoiceField(
        label="Vrsta", choices=[("o", "objava"), ("d", "dogodek")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="Teme",
        help_text="Največ tri.",
        required=False,
        choices=[("d", "Delo in kariera"), ("g", "Glasba in oder"), ("s", "Šport in gibanje")],
        widget=forms.CheckboxSelectMultiple,
    )
    picture = forms.FileField(label="Slika", required=False)
    may_publish = forms.BooleanField(label="Slika je moja ali pa jo smem objaviti.")


class _SampleFilters(forms.Form):
    kdaj = forms.ChoiceField(
        label="Kdaj", required=False, choices=[("", "prihajajoči"), ("p", "pretekli")]
    )
    tema = forms.ChoiceField(
        label="Tema", required=False, choices=[("", "vse"), ("d", "Delo in kariera")]
    )
    obcina = forms.ChoiceField(
        label="Občina", required=False, choices=[("", "vse"), ("r", "Ravne na Koroškem")]
    )


_SampleForm.base_fields["summary"].needed_to_hand_in = True
EMPTY_FORM = _SampleForm()
WRONG_FORM = _SampleForm({"summary": "…", "topics": ["x"]})
PARTNER = _thing(name=ORGANISATION.name, url=ORGANISATION.url)
DUTY = _thing(
    month=date(2026, 11, 1),
    partner=PARTNER,
    next_partner=_thing(name="Mladinski kulturni center Črna", url="/organizacije/mkc-crna/"),
)
NOBODY = _thing(month=date(2026, 11, 1), partner=None, next_partner=None)
PAGES = [
    {"title": title, "url": f"/{title}/"} for title in ("Dostopnost", "Zasebnost", "O projektu")
]
LANGUAGE_LINKS = [
    {"code": "en", "name": "English", "url": "/en/", "is_translation": True},
    {"code": "de", "name": "Deutsch", "url": "/de/", "is_translation": False},
]
SECTIONS = [
    {"title": "Koledar", "url": "/koledar/", "section": "calendar", "is_current": False},
    {"title": "Blog", "url": "/blog/", "section": "blog", "is_current": True},
    {"title": "Vodniki", "url": "/vodniki/", "section": "guides", "is_current": False},
    {"title": "Mentorji", "url": "/mentorji/", "section": "mentors", "is_current": False},
    {"title": "Prostori", "url": "/prostori/", "section": "places", "is_current": False},
]
SEARCH = {"action": "/iskanje/", "label": "Išči po koledarju, blogu in organizacijah"}

# A component's name → the contexts it is drawn with; a list, so that neighbours can be compared.
SAMPLES: dict[str, list[dict]] = {
    "age": [
        {"age": {"light": "hot", "words": "Rok je bil včeraj"}},
        {"age": {"light": "waiting", "words": "Odgovor do jutri"}},
        {"age": {"light": "calm", "words": "Odgovor do četrtka"}},
    ],
    "banner": [{"page": _page()}],
    "body": [{"body": []}],
    "bar": [
        {"first": 18, "second": 3, "most": 24},
        {"first": 0, "second": 1, "most": 900},
        {"first": 0, "second": 0, "most": 0},
    ],
    "breadcrumbs": [{"crumbs": [{"title": "Blog", "url": "/blog/"}, {"title": LONG, "url": "/"}]}],
    "card": [
        *(
            {"page": _page(mark=mark, section=section, translation_key=mark), "level": 3}
            for mark, section in zip(MARKS, cycle(PALETTES), strict=False)
        ),
        {"page": _page(title=LONG, summary=LONG, kicker=LONG, owner_name=LONG), "level": 3},
        {"page": _page(summary="", kicker="", owner_name="", published_on=None), "level": 3},
        {
            "page": _page(
                title="Nives, ki zna brati pogodbe",
                section="mentors",
                card_facts=["Kariera", "Mežica, na spletu"],
            ),
            "level": 3,
        },
        {"page": _page(card_facts=[LONG, LONG]), "level": 3},
    ],
    "changes": [
        {
            "changes": [
                {
                    "label": "naslov",
                    "parts": [
                        {"kind": "same", "text": "Večer"},
                        {"kind": "gone", "text": " iger"},
                        {"kind": "new", "text": " namiznih iger"},
                    ],
                },
                {"label": LONG, "parts": [{"kind": "new", "text": LONG}]},
            ]
        },
    ],
    "duty_line": [
        {"duty": DUTY, "roster_url": "/dezurstvo/"},
        {"duty": NOBODY, "roster_url": "/dezurstvo/"},
    ],
    "empty_state": [
        {
            "title": "Miren teden",
            "text": "V naslednjih sedmih dneh ni napovedano nič.",
            "level": 3,
            "section": "calendar",
            "action_url": "/koledar/",
            "action_label": "Odpri koledar",
        },
        {
            "title": LONG,
            "text": LONG,
            "level": 3,
            "section": "blog",
            "action_url": "",
            "action_label": "",
        },
    ],
    "event_card": [
        {"event": _event(), "level": 3},
        {
            "event": _event(
                title="Zimski tabor na Peci",
                all_day=True,
                starts_at=datetime(2026, 12, 30, tzinfo=LJUBLJANA),
                ends_at=datetime(2027, 1, 3, tzinfo=LJUBLJANA),
                status="full",
                status_label="Zasedeno",
                status_reason="Na čakalni seznam se lahko še vpišeš.",
            ),
            "level": 3,
        },
        {
            "event": _event(
                title="Koncert: trije koroški bendi",
                status="cancelled",
                status_label="Odpovedano",
                status_reason="Pevec je brez glasu.",
            ),
            "level": 3,
        },
        {
            "event": _event(
                title=LONG, where=LONG, status="postponed", status_label="Prestavljeno na 5. 12."
            ),
            "level": 3,
        },
        {
            "event": _event(
                title="Dan mladih",
                starts_at=None,
                ends_at=None,
                where="",
                price_label="",
                audience="",
                activity_label="",
            ),
            "level": 3,
        },
    ],
    "event_facts": [
        {"event": _event(), "is_over": False},
        {
            "event": _event(place=None, place_text=LONG, ends_at=None, online_url=""),
            "is_over": True,
        },
        {
            "event": _event(status="postponed", status_label="Prestavljeno na 5. 12."),
            "is_over": False,
        },
    ],
    "filter_form": [
        {"form": _SampleFilters({"tema": "d"}), "action": "/koledar/", "query": "tema=d"}
    ],
    "form_errors": [{"form": WRONG_FORM}, {"form": EMPTY_FORM}],
    "form_field": [
        *({"field": field} for field in EMPTY_FORM),
        *({"field": field} for field in WRONG_FORM),
    ],
    "form_field_mark": [{"field": EMPTY_FORM["title"]}, {"field": EMPTY_FORM["summary"]}],
    "form_field_notes": [{"field": WRONG_FORM["title"]}],
    "group": [
        {
            "name": "places",
            "title": "Prostori",
            "section": "places",
            "rows": [_place(), _place(name=LONG), ORGANISATION],
            "url": "/prostori/?obcina=mezica",
            "label": "Vsi prostori",
            "level": 2,
        },
        {
            "name": "events_coming",
            "title": LONG,
            "section": "calendar",
            "rows": [_event(card_template="components/event_card.html")],
            "url": "",
            "label": "",
            "level": 2,
        },
    ],
    "hero": [{"page": _page(title="Koledar", section="calendar", mark="tent")}],
    "messages": [
        {
            "messages": [
                _Message("Hvala! Kdor dežura, ti odgovori do četrtka.", "success"),
                _Message("Slika je prevelika.", "error"),
            ]
        }
    ],
    "notice": [
        {"title": "Odpovedano", "text": "Pevec je brez glasu.", "tone": "hot"},
        {"title": "Prestavljeno na 5. 12.", "text": "", "tone": "waiting"},
    ],
    "opening_hours": [
        {"openness": _openness(HOUSE, TUESDAY - timedelta(hours=3)), "words": "", "level": 3},
        {
            "openness": _openness(HOUSE, TUESDAY + timedelta(days=4, hours=7)),
            "words": LONG,
            "level": 3,
        },
        {
            "openness": _openness(HOUSE, datetime(2026, 12, 25, 12, tzinfo=LJUBLJANA)),
            "words": "Poleti po dogovoru.",
            "level": 3,
        },
        {"openness": _openness(CLOSED_HOUSE, TUESDAY), "words": "", "level": 3},
        {"openness": {}, "words": "Ključ predamo po dogovoru.", "level": 3},
    ],
    "organisation_card": [
        {"organisation": ORGANISATION, "level": 3},
        {
            "organisation": _thing(
                name=LONG,
                url="/",
                kinds=[],
                summary="",
                municipality="Ribnica na Pohorju",
                logo=None,
            ),
            "level": 3,
        },
    ],
    "pagination": [
        {"page_obj": Paginator(range(50), 12).page(2), "query": "tema=delo&obcina=mezica"},
        {"page_obj": Paginator(range(5), 12).page(1), "query": ""},
    ],
    "place_card": [
        {"place": _place(), "level": 3},
        {
            "place": _place(name=LONG, summary=LONG, standing=standing_at(HOUSE, TUESDAY)),
            "level": 3,
        },
        {"place": _place(summary="", standing=None), "level": 3},
    ],
    "preview_bar": [{"back_url": "/oddaj/7/"}],
    "promoted_result": [
        {
            "promoted": _thing(
                title="Štipendije in kdaj se prijaviti",
                url="/vodniki/stipendije/",
                text="Roki za letos in kaj moraš priložiti.",
                is_external=False,
                language="sl",
            ),
            "level": 3,
        },
        {
            "promoted": _thing(
                title=LONG, url="https://www.example.org/", text="", is_external=True, language=""
            ),
            "level": 3,
        },
    ],
    "search_box": [
        {**SEARCH, "value": "", "placeholder": "štipendija, prva služba, koncert …"},
        {**SEARCH, "value": LONG, "placeholder": ""},
    ],
    "door": [
        {"title": "Prva služba", "text": "", "url": "/", "section": "blog", "is_hot": False},
        {"title": "Stiska", "text": "pomoč takoj", "url": "/", "section": "home", "is_hot": True},
    ],
    "hit": [
        {
            "hit": _hit(
                page=_thing(
                    title="Tabor: vozli, ogenj, prva pomoč",
                    url="/koledar/",
                    hit_facts=(),
                    starts_at=TUESDAY,
                    ends_at=None,
                    all_day=False,
                    where="Koča na Jasi",
                    status="cancelled",
                    status_label="Odpovedano",
                ),
                section="calendar",
                kind_label="Dogodek",
                has_passed=True,
                extract=[
                    _thing(text="… v koči. Na ", is_hit=False),
                    _thing(text="taboru", is_hit=True),
                    _thing(text=" spiš v šotoru …", is_hit=False),
                ],
            ),
            "level": 3,
        },
        {
            "hit": _hit(
                page=_thing(
                    title=LONG,
                    url="/organizacije/",
                    hit_facts=["ustanova", "Ravne na Koroškem"],
                    starts_at=None,
                    status="",
                ),
                section="places",
                kind_label="Organizacija",
                text_language="sl",
                extract=[_thing(text=LONG, is_hit=False)],
            ),
            "level": 3,
        },
        {
            "hit": _hit(
                page=_thing(title="Šport", url="/teme/", hit_facts=(), starts_at=None, status=""),
            ),
            "level": 4,
        },
    ],
    "search_tabs": [
        {
            "tabs": [
                {"label": "vse", "number": 1204, "query": "q=delo", "is_current": True},
                {
                    "label": "Vodniki",
                    "number": 7,
                    "query": "q=delo&vrsta=vodnik",
                    "is_current": False,
                },
                {"label": LONG, "number": 0, "query": "q=delo&vrsta=x", "is_current": False},
            ]
        }
    ],
    "chosen_filters": [
        {
            "filters": [{"label": "Tema", "value": "Šport", "query": "q=delo"}],
            "query_without": "q=delo",
        },
        {
            "filters": [
                {"label": "Tema", "value": LONG, "query": "q=delo&kdaj=danes"},
                {"label": "Kdaj", "value": "danes", "query": "q=delo&tema=sport"},
            ],
            "query_without": "q=delo",
        },
    ],
    "search_result": [
        {
            "title": "Back home after three years",
            "url": "/en/",
            "language_code": "en",
            "language_name": "English",
        }
    ],
    "site_footer": [
        {
            "duty": DUTY,
            "roster_url": "/dezurstvo/",
            "pages": PAGES,
            "funders": [
                _thing(
                    name="Program Aktivni mlad", text="Sofinancira ga Evropska unija.", logo=None
                )
            ],
            "footer_text": "Besedila so last organizacij, ki so jih napisale.",
            "report_url": "/sporoci-napako/",
            "address": "/blog/",
        },
        {
            "duty": NOBODY,
            "roster_url": "/dezurstvo/",
            "pages": [],
            "funders": [],
            "footer_text": "",
            "report_url": "",
            "address": "/",
        },
    ],
    "site_header": [
        {
            "home_url": "/",
            "sections": SECTIONS,
            "languages": LANGUAGE_LINKS,
            "submit_url": "/oddaj/",
            "search_url": "/iskanje/",
            "is_searching": False,
            "user_is_signed_in": False,
            "cms_url": "",
        },
        {
            "home_url": "/",
            "sections": SECTIONS,
            "languages": LANGUAGE_LINKS,
            "submit_url": "/oddaj/",
            "search_url": "/iskanje/",
            "is_searching": True,
            "user_is_signed_in": True,
            "cms_url": "/cms/",
        },
    ],
    "site_mark": [{}],
    "standing": [
        {"standing": standing_at(HOUSE, TUESDAY - timedelta(hours=3))},
        {"standing": standing_at(HOUSE, TUESDAY)},
        {"standing": standing_at(CLOSED_HOUSE, TUESDAY)},
    ],
    "state_tag": [
        {"label": label, "tone": tone}
        for label, tone in (
            ("osnutek", "calm"),
            ("čaka na odločitev", "waiting"),
            ("vrnjeno s komentarjem", "hot"),
            ("objavljeno", "good"),
        )
    ],
    "blocks/paragraph": [
        {
            "value": mark_safe(
                "<p>V Gradcu sem imela <b>sobo</b>.</p><ul><li>ena</li><li>dve</li></ul>"
            )
        }
    ],
    "blocks/heading": [{"value": "Zakaj sploh nazaj"}],
    "blocks/quote": [
        {
            "value": {
                "text": "Nihče mi ni rekel, da je doma kdo, ki išče prav mene.",
                "author": "Nika, 24",
            }
        },
        {"value": {"text": LONG, "author": ""}},
    ],
    "blocks/steps": [
        {"value": ["Vprašaj, kdo je lastnik.", "Preberi pogodbo do konca, tudi drobni tisk.", LONG]}
    ],
    "blocks/call_out": [
        {
            "value": {
                "title": "Razmišljaš o vrnitvi?",
                "text": mark_safe("<p>Vodnik pove, kdo te zaposli.</p>"),
            }
        }
    ],
    "blocks/link_card": [
        {
            "value": {
                "url": "https://www.example.org/stipendije",
                "title": "Štipendije za deficitarne poklice",
                "text": "Rok je 30. november.",
            }
        }
    ],
    "blocks/file": [
        {
            "value": {
                "file": _thing(
                    title="Vzorec najemne pogodbe",
                    url="/datoteke/1/",
                    file_extension="pdf",
                    get_file_size=184320,
                ),
                "text": "Izpolni, natisni, podpiši.",
            }
        }
    ],
    "blocks/video": [
        {"value": {"url": "https://www.youtube.com/watch?v=x", "title": "Posnetek večera v rovu"}}
    ],
}
# Drawn from rows of the database only.
WITHOUT_SAMPLE = {"blocks/picture"}


def drawn_samples():
    """Return each component's name with its samples as HTML."""
    return [
        {
            "name": name,
            "samples": [
                render_to_string(f"components/{name}.html", context) for context in contexts
            ],
        }
        for name, contexts in SAMPLES.items()
    ]


def styleguide(request):
    return render(request, "styleguide.html", {"components": drawn_samples()})
