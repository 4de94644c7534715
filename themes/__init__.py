"""The one theme of a quarter and its tangible goals ("Each quarter the EN will focus on one theme")."""
