/** Names what a button of ours brings back, among the parameters of its action. */
export const choiceField = "causerieChoice";
