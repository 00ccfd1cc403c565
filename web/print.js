// Owns paper: a plain sheet in the page that only the printer sees, and only while it prints.

// lines: a title, then paragraphs. Resolves when the printer dialogue has been closed.
export function print(lines) {
    const sheet = document.createElement("section");
    sheet.id = "sheet";
    for (const [index, line] of lines.entries()) {
        const part = document.createElement(index === 0 ? "h1" : "p");
        part.textContent = line;
        sheet.append(part);
    }
    document.body.append(sheet);
    try {
        window.print();  // waits, and gives the page nothing else to do meanwhile
    } finally {
        sheet.remove();
    }
}
