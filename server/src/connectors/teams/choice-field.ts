/** Names what a button of ours brings back, in its data. */
export const choiceField = "causerieChoice";
