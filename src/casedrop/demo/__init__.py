"""The demo: people played from a script that is data, with real files and the real watcher."""
