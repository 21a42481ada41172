"""places: points, phones, who made sure; confirmations; what is near a location

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CONFIRMATION = ("place_id", "state", "free", "note", "by", "at")
"""Columns of confirmations that no update may touch; no row is ever deleted."""

TEXTS = (
    ("origin", 64, "project"),
    ("organization", None, ""),
    ("schedule_es", None, ""),
    ("schedule_en", None, ""),
    ("website", None, ""),
    ("assurer", 64, ""),
)


def upgrade() -> None:
    """Go forward; places keep what is known of them until they are loaded again."""
    with op.batch_alter_table("places") as batch_op:
        for name, length, default in TEXTS:
            batch_op.add_column(
                sa.Column(
                    name, sa.String(length), nullable=False, server_default=default
                )
            )
        batch_op.add_column(
            sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        for name in ("latitude", "longitude"):
            batch_op.add_column(sa.Column(name, sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("assured_date", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("other_sources", sa.JSON(), nullable=False, server_default="[]")
        )
        batch_op.drop_index(op.f("ix_places_kind"))
        batch_op.drop_index(op.f("ix_places_state"))
        batch_op.create_index(op.f("ix_places_origin"), ["origin"])
        batch_op.create_index(
            "ix_places_listed", ["kind", "sensitive", "status", "state", "city"]
        )
        batch_op.create_index("ix_places_latitude_longitude", ["latitude", "longitude"])
    op.create_table(
        "place_phones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("verified_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
            name=op.f("fk_place_phones_place_id_places"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_phones")),
    )
    op.create_index(op.f("ix_place_phones_place_id"), "place_phones", ["place_id"])
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("free", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    op.create_index("ix_confirmations_place_id_id", "confirmations", ["place_id", "id"])
    with op.batch_alter_table("messages") as batch_op:
        batch_op.add_column(sa.Column("near", sa.JSON(), nullable=True))
    _keep_confirmations()


def _keep_confirmations() -> None:
    """Let the database itself refuse to rewrite who confirmed what."""
    names = ", ".join(f'"{column}"' for column in CONFIRMATION)
    if op.get_bind().dialect.name == "sqlite":
        for event, when in (("update", f"UPDATE OF {names}"), ("delete", "DELETE")):
            op.execute(
                f"CREATE TRIGGER confirmations_no_{event} BEFORE {when} "
                "ON confirmations BEGIN "
                "SELECT RAISE(ABORT, 'confirmations is written once'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER confirmations_no_rewrite BEFORE DELETE OR UPDATE OF {names} "
        "ON confirmations FOR EACH ROW EXECUTE FUNCTION written_once()"
    )


def downgrade() -> None:
    """Go back; confirmations and phones are lost."""
    with op.batch_alter_table("messages") as batch_op:
        batch_op.drop_column("near")
    # Its triggers go with it.
    op.drop_table("confirmations")
    op.drop_table("place_phones")
    with op.batch_alter_table("places") as batch_op:
        batch_op.drop_index("ix_places_latitude_longitude")
        batch_op.drop_index("ix_places_listed")
        batch_op.drop_index(op.f("ix_places_origin"))
        batch_op.create_index(op.f("ix_places_kind"), ["kind"])
        batch_op.create_index(op.f("ix_places_state"), ["state"])
        for name in (
            "latitude",
            "longitude",
            "assured_date",
            "other_sources",
            "public",
        ):
            batch_op.drop_column(name)
        for name, _, _ in TEXTS:
            batch_op.drop_column(name)
