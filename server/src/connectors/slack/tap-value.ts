/** Before a token that stands for what has no room in a button's value. What a choice means begins with `{`. */
export const tokenPrefix = "t:";
