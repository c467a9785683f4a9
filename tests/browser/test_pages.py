"""What only a browser knows: what is loaded, what complains, what does not fit."""

import pytest

from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

PUBLIC = (
    "/",
    "/blog/",
    "/blog/po-treh-letih-v-gradcu/",
    "/koledar/",
    "/koledar/turnir-trojk/",
    "/organizacije/",
    "/organizacije/klub-koroskih-studentov/",
    "/prostori/",
    "/prostori/klub-lipa/",
    "/teme/",
    "/teme/glasba-in-oder/",
    "/obcine/",
    "/obcine/prevalje/",
    "/iskanje/?q=tabor",
    "/iskanje/?q=ničesar",
    "/o-inkubatorju/",
    "/kontakt/",
    "/zasebnost/",
    "/dostopnost/",
    "/sporoci-napako/",
    "/prijava/",
    "/geslo/pozabljeno/",
)
AUTHORS = ("/oddaj/", "/oddaj/objava/", "/oddaj/dogodek/", "/racun/")
DUTY = ("/cms/pregled/",)


def test_pages_fit_their_screen_and_load_nothing_from_elsewhere(chromium, demo):
    complaints = []
    for width, scheme in ((320, "light"), (360, "dark"), (768, "light"), (1280, "dark")):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        watch = Watch(context, demo)
        for path in PUBLIC:
            watch.visit(path)
        watch.sign_in("drustvo-podzemlje")
        for path in AUTHORS:
            watch.visit(path)
        context.clear_cookies()
        watch.sign_in("koordinator")
        for path in DUTY:
            watch.visit(path)
        watch.page.click(".queue_item_title a")
        watch.page.wait_for_load_state()
        watch.visit(watch.page.url.removeprefix(demo))
        complaints += [f"{width} {scheme} {complaint}" for complaint in watch.complaints]
        context.close()

    assert complaints == []


def test_post_is_handed_in_and_published_without_javascript(chromium, demo):
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(demo + "/oddaj/objava/")
    page.fill("[name=login]", "drustvo-podzemlje")
    page.fill("[name=password]", "geslo-inkubator")
    page.click("main form button")
    page.fill("[name=title]", "Noč v rovu")
    page.fill("[name=summary]", "Kako smo prespali pod zemljo.")
    page.fill("[name=text]", "Bilo nas je sedem.\n\n## Kaj vzeti s seboj\n\n- baterijo\n- čaj")
    page.click("button[name=hand_in], button[value=hand_in]")

    page.goto(demo + "/oddaj/")

    assert "Noč v rovu" in page.inner_text("main")
    context.close()


def test_skip_link_is_the_first_stop_of_the_keyboard(chromium, demo):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(demo + "/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    context.close()
