"""Documents for people: one content, written as PDF, as HTML and as a workbook."""
