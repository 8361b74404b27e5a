/** What scanners look for, whole and cut. */
const addresses = ["http", "https", "://", "https://", "HTTP://", "https://a.example", "www", "www.", "mailto:"];
const quotes = ['"', "'", "’", "“", "«"];
const marks = ["*", "**", "_", "__", "~~", "`", "```", "[", "]", "(", ")", "![", "](", "\\", "<", ">", "|", "|-|"];
const lines = ["\n", "\n\n", "\r\n", "\t", " ", "  ", "\u00a0", "# ", "- ", "1. ", "> ", "---"];
const wordings = ["{", "}", "{n}", "'{", "{n, plural, ", "other {", "=1", "event: ", "data: ", "id: ", "retry: "];
const days = ["demain", "à ", "3", "12h", "h", "tomorrow", "at ", "noon", "lundi", "le ", "1er", "vingt", "hundred"];
const letters = ["é", "\u0301", "😀", "👨‍👩‍👧", "ß", "İ", ".", ",", ";", ":", "!", "?", "-", "/"];
const words = ["word", "naïve", "Straße", "東京", "7"];

/** The pieces that random texts are made of. */
export const textTokens = [addresses, quotes, marks, lines, wordings, days, letters, words].flat();
