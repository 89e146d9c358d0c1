"""Blind grades."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Types are written out here, not imported: a migration must not change when the code does.
KEY = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "gradings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gradings")),
    )
    op.create_index(op.f("ix_gradings_made_at"), "gradings", ["made_at"], unique=False)
    op.create_table(
        "grading_pairs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("grading_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("profile_version", sa.BigInteger(), nullable=False),
        sa.Column("opportunity_id", KEY, nullable=False),
        sa.Column("opportunity_version", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=True),
        sa.Column("found_by", sa.JSON(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grading_id"],
            ["gradings.id"],
            name=op.f("fk_grading_pairs_grading_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grading_pairs")),
    )
    op.create_index(
        op.f("ix_grading_pairs_grading_id_position"),
        "grading_pairs",
        ["grading_id", "position"],
        unique=True,
    )
    op.create_index(
        op.f("ix_grading_pairs_profile_id"), "grading_pairs", ["profile_id"], unique=False
    )
    op.create_table(
        "grades",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("grader", KEY, nullable=False),
        sa.Column("grade", sa.BigInteger(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["grading_pairs.id"],
            name=op.f("fk_grades_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("pair_id", "turn", name=op.f("pk_grades")),
    )
    op.create_index(op.f("ix_grades_pair_id_grader"), "grades", ["pair_id", "grader"], unique=True)
