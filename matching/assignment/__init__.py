"""A cohort onto limited places or one envelope: solved, proven, compared, explained."""
