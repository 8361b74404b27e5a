/** On such screens, and on large ones at 400 % zoom, the window fills the screen. chat/screens.css has the same condition. */
export const smallScreen = "(max-width:480px),(max-height:440px)";
