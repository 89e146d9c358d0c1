"""Pages for people: server-rendered, in three languages, without a third party."""
