"""A folder of documents and the sheet that says what each is: what it holds, and the fate of every row."""
