"""What stands behind a dossier's verbs and pages: read, reckoned, drawn up in memory. Nothing here writes."""
