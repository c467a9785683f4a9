"""A browser's page that notes what it should not see."""

from dataclasses import dataclass

from django.urls import reverse

from home.demo_loading.content import read

AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
RUN_AXE = """options => axe.run(options).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id} at ${node.target.join(" ")}: ${node.html.slice(0, 200)}`)
))"""
REFUSED = {200, 422}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Variant:
    """A screen on which a page has to do."""

    width: int
    scheme: str

    def __str__(self):
        return f"{self.width} px, {self.scheme}"


PHONE = Variant(360, "light")
VARIANTS = (PHONE, Variant(360, "dark"), Variant(1280, "dark"), Variant(1280, "light"))


class Watch:
    """A page that notes what the console says, what is asked of other hosts, what fails or overflows."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.address = address
        self.complaints: list[str] = []
        self._meant_to_fail = ""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._complain(f"error: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)

    def _complain(self, what):
        complaint = f"{self.page.url.removeprefix(self.address)}: {what}"
        if complaint not in self.complaints:
            self.complaints.append(complaint)

    def _on_console(self, message):
        if self.page.url != self._meant_to_fail:
            self._complain(f"the console says {message.text}")

    def _on_request(self, request):
        if not request.url.startswith((self.address + "/", "data:", "about:", "blob:")):
            self._complain(f"asks {request.url}")

    def _on_response(self, response):
        if response.status >= 400 and response.url != self._meant_to_fail:
            self._complain(f"{response.url} answers {response.status}")

    def visit(self, path, *, status=200):
        """Open a page; one that is meant to fail is told by its ``status``."""
        self._meant_to_fail = "" if status < 400 else self.address + path
        response = self.page.goto(self.address + path)
        if response.status != status:
            self._complain(f"answers {response.status}")
        self.measure()

    def measure(self):
        overflow = self.page.evaluate(WIDER)
        if overflow > 0:
            self._complain(f"{overflow} px wider than the screen")

    def show(self, variant):
        """Change the screen under the open page."""
        self.page.set_viewport_size({"width": variant.width, "height": 800})
        self.page.emulate_media(color_scheme=variant.scheme, reduced_motion="reduce")

    def run_axe(self, variants=(PHONE,)):
        """Let axe look at the open page on each screen."""
        from axe_playwright_python.base import AXE_SCRIPT  # installed for the browser's tests only

        self.page.evaluate(AXE_SCRIPT)
        for variant in variants:
            self.show(variant)
            self.measure()
            for violation in self.page.evaluate(RUN_AXE, AXE_OPTIONS):
                self._complain(f"{variant}: {violation}")

    def sign_in(self, username):
        self.page.goto(self.address + reverse("account_login"))
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", read("people")["password"])
        self.page.click("main form button")
        self.page.wait_for_url(lambda url: reverse("account_login") not in url)

    def send_empty(self):
        """Send the page's form as it stands, past what the browser would ask for; it is refused."""
        self._meant_to_fail = self.page.url
        with self.page.expect_navigation() as sent:
            self.page.eval_on_selector(
                "main form[method=post]",
                "form => { form.noValidate = true; form.requestSubmit(); }",
            )
        if sent.value.status not in REFUSED:
            self._complain(f"a form left empty is answered {sent.value.status}")
        self.measure()
