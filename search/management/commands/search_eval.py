import json
from contextlib import nullcontext
from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from elasticsearch import ApiError, TransportError

from search.backends.database import engine
from search.backends.elastic_client import is_configured
from search.measuring import figures
from search.shadowing import own_index, own_replica, tidy_own_index
from search.trial import KitError, as_query, index_documents, rows, ten_best

DATABASES = {"sqlite": "sqlite", "postgres": "postgresql"}
ELASTICSEARCH = "elasticsearch"


class Command(BaseCommand):
    help = (
        "Measure the search on texts whose right answers are known, in an index of its own. "
        'DOCS: {"id", "text"} a line; QUERIES: {"id", "query", "relevant": [ids], "kind"} a line.'
    )

    def add_arguments(self, parser):
        parser.add_argument("documents", metavar="DOCS.jsonl", type=Path)
        parser.add_argument("queries", metavar="QUERIES.jsonl", type=Path)
        parser.add_argument("--engine", dest="engine_name", choices=[*DATABASES, ELASTICSEARCH])
        parser.add_argument("--out", metavar="RUN.jsonl", type=Path, required=True)

    def handle(self, *, documents, queries, engine_name, out, verbosity, **options):
        self.is_talkative = verbosity > 0
        _check_engine(engine_name)
        try:
            asked = list(rows(queries, "id", "query"))
            run, number = self._run(
                rows(documents, "id", "text"), asked, engine_name == ELASTICSEARCH
            )
            lines = (json.dumps({"id": pk, "docs": found}) + "\n" for pk, found in run.items())
            out.write_text("".join(lines), encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}") from problem
        except KitError as problem:
            raise CommandError(str(problem)) from problem
        except (ApiError, TransportError) as problem:
            raise CommandError(f"Elasticsearch does not answer: {problem}") from problem
        self._tell(f"{number} documents, {len(run)} queries: {out}")
        self._tell_figures([as_query(row) for row in asked], run)

    def _run(self, documents, asked, is_elastic):
        with own_index():
            began = perf_counter()
            ids = index_documents(documents, lambda number: self._tell(f"{number} documents"))
            tidy_own_index()
            indexed = perf_counter()
            now = timezone.now()
            with own_replica() if is_elastic else nullcontext(engine().find) as answer:
                run = {
                    str(row["id"]): ten_best(str(row["query"]), ids, now, answer) for row in asked
                }
            each = 1000 * (perf_counter() - indexed) / max(1, len(asked))
            self._tell(f"Indexed in {indexed - began:.1f} s, {each:.1f} ms a query.")
        return run, len(ids)

    def _tell_figures(self, queries, run):
        measured = figures(queries, run)
        if measured:
            self._tell(
                f"{'':14}{'queries':>8}{'recall@10':>11}{'nDCG@10':>9}{'P@10':>8}{'zero':>8}"
            )
        for kind, of_kind in measured.items():
            self._tell(
                f"{kind:14}{of_kind.queries:8}{of_kind.recall:11.4f}{of_kind.ndcg:9.4f}"
                f"{of_kind.precision:8.4f}{of_kind.empty:8.4f}"
            )

    def _tell(self, line):
        if self.is_talkative:
            self.stdout.write(line)


def _check_engine(name):
    if name == ELASTICSEARCH:
        if not is_configured():
            raise CommandError("Have ELASTICSEARCH_URL name the Elasticsearch to measure.")
    elif name and DATABASES[name] != connection.vendor:
        raise CommandError(
            f"The site's database is {connection.vendor}. To measure {name}, "
            "have DATABASE_URL name such a database; its tables are not touched."
        )
