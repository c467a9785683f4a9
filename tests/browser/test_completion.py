"""Completion in a search box, as the keyboard, a finger and a screen reader meet it."""

import re

import pytest

from tests.browser.watch import Variant, Watch

pytestmark = pytest.mark.browser

BOX = "main .search_box_input"
SHOWN = "main .completion:not([hidden])"
OPTIONS = f"{SHOWN} [role=option]"
CHOSEN = f"{OPTIONS}[aria-selected=true]"
ADDRESS = "**/iskanje/predlogi/**"


@pytest.fixture
def page(chromium, demo):
    context = chromium.new_context(viewport={"width": 360, "height": 780}, has_touch=True)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.asked = []
    page.on("request", lambda asked: "predlogi" in asked.url and page.asked.append(asked.url))
    page.goto(demo + "/iskanje/")
    page.focus(BOX)
    yield page
    complaints = page.complaints
    context.close()
    assert complaints == []


def typed(page, text):
    page.keyboard.type(text)
    page.wait_for_selector(SHOWN)


def test_box_in_the_header_completes_too(page, demo):
    page.goto(demo + "/")
    page.click("summary.site_header_search")
    page.focus("#site_header_input")
    page.keyboard.type("sole")
    page.wait_for_selector(".site_header .completion:not([hidden])")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vodniki/**")


def state(page):
    """What a screen reader is told of the box: open or not, and the option that is meant."""
    return page.eval_on_selector(
        BOX,
        """box => [
            box.getAttribute("aria-expanded"),
            document.getElementById(box.getAttribute("aria-activedescendant"))?.firstChild.textContent,
            document.activeElement === box,
        ]""",
    )


def test_title_is_completed_without_diacritics_and_opened_by_the_keyboard(page):
    typed(page, "sole")
    assert page.eval_on_selector(BOX, "box => box.role") == "combobox"
    assert page.inner_text(f"{OPTIONS} mark") == "Šole"

    page.keyboard.press("ArrowDown")
    title = page.inner_text(f"{CHOSEN} span")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vodniki/**")

    assert page.inner_text("h1") == title


def test_keys_move_through_the_list_and_round_it(page):
    typed(page, "mlad")
    titles = page.locator(f"{OPTIONS} span").all_inner_texts()
    assert (len(titles), state(page)) == (10, ["true", None, True])

    told = []
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        told.append(state(page)[1])

    assert told == [titles[at] for at in (0, 1, -1, 0, -1, 0)]
    assert page.locator(CHOSEN).count() == 1
    assert page.input_value(BOX) == "mlad"


def test_escape_closes_the_list_and_leaves_what_was_typed(page):
    typed(page, "mlad")
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Escape")

    assert (state(page), page.input_value(BOX)) == (["false", None, True], "mlad")
    page.keyboard.press("ArrowDown")
    assert state(page)[0] == "true"


def test_enter_without_a_choice_searches_for_what_was_typed(page, demo):
    typed(page, "mlad")

    page.keyboard.press("Enter")
    page.wait_for_url("**/iskanje/?q=mlad**")

    assert page.locator(SHOWN).count() == 0


def test_tab_closes_the_list_and_goes_on(page):
    typed(page, "mlad")

    page.keyboard.press("Tab")

    assert state(page) == ["false", None, False]


def test_list_is_touched(page):
    typed(page, "mlad")
    option = page.locator(OPTIONS).first
    href = option.get_attribute("href")
    assert min(box["height"] for box in map(bounding, page.locator(OPTIONS).all())) >= 44

    option.tap()

    page.wait_for_url(f"**{href}")


def bounding(locator):
    return locator.bounding_box()


def test_one_letter_asks_nothing_and_what_is_typed_at_once_asks_once(page):
    page.keyboard.type("m")
    page.wait_for_timeout(400)
    assert page.asked == []

    typed(page, "lad")
    page.keyboard.press("Backspace")
    page.wait_for_timeout(400)
    page.keyboard.type("d")
    page.wait_for_timeout(400)

    assert [url.partition("q=")[2] for url in page.asked] == ["mlad", "mla"]


def test_answer_that_comes_too_late_is_not_shown(page):
    waiting = []
    page.route(re.compile("q=mlad$"), lambda route: waiting.append(route.request.url))
    page.keyboard.type("mlad")
    page.wait_for_timeout(400)

    page.keyboard.press("Control+A")
    typed(page, "sole")
    titles = page.locator(f"{OPTIONS} span").all_inner_texts()
    page.wait_for_timeout(300)

    assert len(waiting) == 1
    assert page.locator(f"{OPTIONS} span").all_inner_texts() == titles
    assert all("ole" in title for title in titles)


def test_nothing_is_asked_while_a_word_is_composed(page):
    page.eval_on_selector(
        BOX,
        """box => {
            box.value = "mlad";
            box.dispatchEvent(new InputEvent("input", {isComposing: true, bubbles: true}));
        }""",
    )
    page.wait_for_timeout(400)
    assert page.asked == []

    page.eval_on_selector(BOX, "box => box.dispatchEvent(new CompositionEvent('compositionend'))")
    page.wait_for_selector(SHOWN)

    assert len(page.asked) == 1


@pytest.mark.parametrize("body", ["", "<html>", "{}", '{"suggestions": []}'])
def test_box_is_an_ordinary_form_where_answers_are_not_to_be_had(page, body):
    page.route(ADDRESS, lambda route: route.fulfill(status=200, body=body))
    page.keyboard.type("mlad")
    page.wait_for_timeout(400)
    assert state(page) == ["false", None, True]

    page.keyboard.press("Enter")

    page.wait_for_url("**/iskanje/?q=mlad**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/iskanje/", "/de/iskanje/"])
def test_open_list_is_accessible_and_fits(chromium, demo, path, scheme):
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    watch = Watch(context, demo)
    watch.show(Variant(360, scheme))
    watch.page.goto(demo + path)
    watch.page.focus(BOX)
    typed(watch.page, "mlad")
    watch.page.keyboard.press("ArrowDown")

    watch.run_axe([Variant(360, scheme)])

    assert watch.complaints == []
    assert watch.page.locator(CHOSEN).count() == 1
    assert watch.page.inner_text("main .search_box [role=status]") != ""
    context.close()
