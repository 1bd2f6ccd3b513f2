"""What targets share: the dossier, figures and sentences as people read them, the Jinja environment, SQL trees."""
