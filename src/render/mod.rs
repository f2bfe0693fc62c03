//! Hits to text or JSON Lines. Writes to any `Write`; never decides where that goes.
