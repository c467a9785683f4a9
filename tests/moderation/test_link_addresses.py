from moderation.link_addresses import led_through

PREFIXES = {"/media/": "/o/x/media/", "/datoteke/": "/o/x/datoteke/"}


def test_led_through_leads_every_address_of_pictures_and_files_through_the_link():
    html = (
        '<img src="/media/a.jpg" srcset="/media/a.jpg 400w, /media/b.jpg 800w" alt="/media/">'
        '<source srcset="/media/c.avif"><a class="x" href="/datoteke/1/a.txt">Datoteka</a>'
    )

    assert led_through(html, PREFIXES) == (
        '<img src="/o/x/media/a.jpg" srcset="/o/x/media/a.jpg 400w, /o/x/media/b.jpg 800w"'
        ' alt="/media/">'
        '<source srcset="/o/x/media/c.avif"><a class="x" href="/o/x/datoteke/1/a.txt">Datoteka</a>'
    )


def test_led_through_leaves_words_other_hosts_and_other_addresses_as_they_are():
    html = (
        '<p>Na src="/media/a.jpg" je.</p><a href="https://drugje.si/media/a.jpg">Tam</a>'
        '<a href="/blog/media/">Blog</a><p title="/media/a.jpg">Naslov</p>'
    )

    assert led_through(html, PREFIXES) == html
