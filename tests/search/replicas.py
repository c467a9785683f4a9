"""What Elasticsearch itself knows: readers are shown nothing that the database would not show."""

from search.backends import elasticsearch


def known(elastic, key) -> set[int]:
    """Return the primary keys of entries that it has under a key, up to a hundred."""
    elastic.indices.refresh(index=elasticsearch.alias())
    query = {"term": {"keys": {"value": key}}}
    rows = elastic.search(index=elasticsearch.alias(), query=query, size=100)["hits"]["hits"]
    return {int(row["_id"]) for row in rows}
