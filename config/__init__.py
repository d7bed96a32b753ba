"""What a newsroom decides: its sources, topics, chats and secrets."""
