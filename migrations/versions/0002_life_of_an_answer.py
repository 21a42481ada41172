"""life of an answer: review, publications, audit log, notices, what we said

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WRITTEN_ONCE = {
    "answer_versions": (
        "answer_id",
        "number",
        "text",
        "more",
        "checked_on",
        "checked_by",
        "review_by",
        "note",
        "author",
        "based_on",
        "created_at",
    ),
    "sources": ("version_id", "position", "title", "url", "publisher", "date"),
    "claims": ("version_id", "position", "says", "sources", "as_of", "sure"),
    "approvals": ("version_id", "by", "approved_on"),
    "fact_log": ("at", "by", "action", "key", "version_id", "state", "reason"),
}
"""Columns that no update may touch; no row of these tables is ever deleted."""


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("only_one", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    op.create_index(op.f("ix_publications_key"), "publications", ["key"])
    with op.batch_alter_table("topics") as batch_op:
        batch_op.add_column(sa.Column("max_age", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("past_max_age", sa.String(16), nullable=True))
    with op.batch_alter_table("phrases") as batch_op:
        batch_op.add_column(
            sa.Column("position", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("answers") as batch_op:
        batch_op.add_column(
            sa.Column("changes", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("answer_versions") as batch_op:
        batch_op.add_column(
            sa.Column("note", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("author", sa.String(64), nullable=False, server_default="project")
        )
        batch_op.add_column(sa.Column("based_on", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("publication_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_answer_versions_publication_id_publications"),
            "publications",
            ["publication_id"],
            ["id"],
        )
        batch_op.create_index(
            op.f("ix_answer_versions_publication_id"), ["publication_id"]
        )
        for state in ("published", "in_review"):
            batch_op.create_index(
                f"uq_answer_versions_{state}",
                ["answer_id"],
                unique=True,
                sqlite_where=sa.text(f"state = '{state}'"),
                postgresql_where=sa.text(f"state = '{state}'"),
            )
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("sources", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.String(length=16), nullable=False),
        sa.Column("sure", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["answer_versions.id"],
            name=op.f("fk_claims_version_id_answer_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint(
            "version_id", "position", name=op.f("uq_claims_version_id_position")
        ),
    )
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["answer_versions.id"],
            name=op.f("fk_approvals_version_id_answer_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_version_id"), "approvals", ["version_id"])
    op.create_table(
        "fact_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["answer_versions.id"],
            name=op.f("fk_fact_log_version_id_answer_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_log")),
    )
    op.create_index(op.f("ix_fact_log_key"), "fact_log", ["key"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_es", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("source_title", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("source_publisher", sa.String(), nullable=False),
        sa.Column("source_date", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_state"), "notices", ["state"])
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(
        "uq_tasks_open",
        "tasks",
        ["kind", "subject"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.drop_table("reply_quotes")
    op.create_table(
        "said",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_said_notice_id_notices")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_said")),
    )
    op.create_table(
        "said_versions",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"], ["said.code"], name=op.f("fk_said_versions_code_said")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["answer_versions.id"],
            name=op.f("fk_said_versions_version_id_answer_versions"),
        ),
        sa.PrimaryKeyConstraint("code", "version_id", name=op.f("pk_said_versions")),
    )
    _explain_what_is_there()
    _keep_as_written()


def _explain_what_is_there() -> None:
    """What was loaded before there was a log came from facts/."""
    op.execute(
        "INSERT INTO publications (key, kind, by, at) "
        "SELECT DISTINCT a.key, 'import', 'project', CURRENT_TIMESTAMP "
        "FROM answers a JOIN answer_versions v ON v.answer_id = a.id "
        "WHERE v.state = 'published'"
    )
    op.execute(
        "UPDATE answer_versions SET publication_id = (SELECT p.id FROM publications p "
        "JOIN answers a ON a.key = p.key WHERE a.id = answer_versions.answer_id) "
        "WHERE state = 'published'"
    )
    op.execute(
        "INSERT INTO fact_log (at, by, action, key, version_id, state, reason) "
        "SELECT v.created_at, 'project', 'import', a.key, v.id, v.state, '' "
        "FROM answer_versions v JOIN answers a ON v.answer_id = a.id ORDER BY v.id"
    )


def _keep_as_written() -> None:
    """Let the database itself refuse to rewrite history."""
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in WRITTEN_ONCE.items():
            names = ", ".join(f'"{column}"' for column in columns)
            for event, when in (
                ("update", f"UPDATE OF {names}"),
                ("delete", "DELETE"),
            ):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{event} BEFORE {when} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION written_once() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION '% is written once', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
    )
    for table, columns in WRITTEN_ONCE.items():
        names = ", ".join(f'"{column}"' for column in columns)
        op.execute(
            f"CREATE TRIGGER {table}_no_rewrite BEFORE DELETE OR UPDATE OF {names} "
            f"ON {table} FOR EACH ROW EXECUTE FUNCTION written_once()"
        )


def downgrade() -> None:
    """Go back; what was said when, the log and the reviews are lost."""
    if op.get_bind().dialect.name == "sqlite":
        for table in WRITTEN_ONCE:
            for event in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{event}")
    else:
        op.execute("DROP FUNCTION written_once() CASCADE")
    op.drop_table("said_versions")
    op.drop_table("said")
    op.create_table(
        "reply_quotes",
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["replies.id"], name=op.f("fk_reply_quotes_reply_id_replies")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["answer_versions.id"],
            name=op.f("fk_reply_quotes_version_id_answer_versions"),
        ),
        sa.PrimaryKeyConstraint("reply_id", "version_id", name=op.f("pk_reply_quotes")),
    )
    for table in ("tasks", "notices", "fact_log", "approvals", "claims"):
        op.drop_table(table)
    with op.batch_alter_table("answer_versions") as batch_op:
        batch_op.drop_index("uq_answer_versions_published")
        batch_op.drop_index("uq_answer_versions_in_review")
        batch_op.drop_index(op.f("ix_answer_versions_publication_id"))
        batch_op.drop_constraint(
            op.f("fk_answer_versions_publication_id_publications"), type_="foreignkey"
        )
        for column in ("publication_id", "based_on", "author", "note"):
            batch_op.drop_column(column)
    with op.batch_alter_table("answers") as batch_op:
        batch_op.drop_column("changes")
    with op.batch_alter_table("phrases") as batch_op:
        batch_op.drop_column("position")
    with op.batch_alter_table("topics") as batch_op:
        batch_op.drop_column("past_max_age")
        batch_op.drop_column("max_age")
    op.drop_table("publications")
