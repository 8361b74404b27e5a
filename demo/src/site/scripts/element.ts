import "@causerie/widget/element";
