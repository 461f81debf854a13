/** What a card may look like, the usual first: widget/card/model.go. */
export const LAYOUTS = ['standard', 'row', 'compact', 'hero', 'list'];
export const SCHEMES = ['auto', 'light', 'dark', 'host'];
