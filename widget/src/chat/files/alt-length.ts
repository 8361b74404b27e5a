/** Characters that say what a file shows. As in the protocol's `limits`, which belong to the chat's own file. */
export const altLength = 1000;
