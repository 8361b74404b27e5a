export const channel = "openai";
