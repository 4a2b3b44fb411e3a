"""The pictures of the demo, drawn by code: one function a picture, each takes a Canvas and draws on it."""
