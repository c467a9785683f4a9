"""Which addresses of the internet are everybody's.

A link that somebody typed is fetched by our own server, which stands in a network where more is
within reach than on the internet: other machines, the cloud's own services, itself. So only
addresses that are public without doubt are connected to, however they are written.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Not public, whatever a version of Python makes of them: shared by a provider's customers,
# documentation, measurements between networks, protocols, relays, and the broadcast.
NEVER = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        # The metadata service of one large cloud lies at a public-looking address.
        "168.63.129.16/32",
        "::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/9",
        "ff00::/8",
    )
]
# Addresses that carry one of the older kind in their last 32 bits.
CARRIES_IPV4 = [ip_network("64:ff9b::/96"), ip_network("::ffff:0:0/96")]
SIX_TO_FOUR = ip_network("2002::/16")
INTERNET_OF_TODAY = ip_network("2000::/3")


def is_public(address: str) -> bool:
    """Tell whether an address in figures is one of the internet; what is none is not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _is_public_v4(found)
    return _is_public_v6(found)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in NEVER)


def _is_public_v6(address: IPv6Address) -> bool:
    if address.scope_id:
        return False
    if any(address in network for network in CARRIES_IPV4):
        return _is_public_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    # Its relays are gone; what is left of it leads to the older address behind it.
    if address in SIX_TO_FOUR or address not in INTERNET_OF_TODAY:
        return False
    return address.is_global and not any(address in network for network in NEVER)
