//! The words of names and descriptions.

pub(super) const ADJECTIVES: &[&str] = &[
    "Classic", "Compact", "Everyday", "Folding", "Handmade", "Heavy", "Large", "Light", "Little", "Modern", "Natural",
    "Nordic", "Plain", "Portable", "Quiet", "Round", "Rustic", "Simple", "Slim", "Soft", "Sturdy", "Tall", "Warm",
    "Wide",
];

pub(super) const MATERIALS: &[&str] = &[
    "Ash",
    "Bamboo",
    "Beech",
    "Brass",
    "Canvas",
    "Ceramic",
    "Cork",
    "Cotton",
    "Enamel",
    "Felt",
    "Glass",
    "Iron",
    "Leather",
    "Linen",
    "Marble",
    "Oak",
    "Paper",
    "Pine",
    "Porcelain",
    "Slate",
    "Steel",
    "Stone",
    "Walnut",
    "Wool",
];

pub(super) const THINGS: &[&str] = &[
    "Apron",
    "Backpack",
    "Basket",
    "Bench",
    "Blanket",
    "Bookend",
    "Bottle",
    "Bowl",
    "Candle Holder",
    "Chair",
    "Clock",
    "Coat Hook",
    "Cup",
    "Cushion",
    "Cutting Board",
    "Desk Lamp",
    "Jar",
    "Kettle",
    "Knife",
    "Ladle",
    "Mirror",
    "Mug",
    "Notebook",
    "Pen Tray",
    "Plate",
    "Rug",
    "Shelf",
    "Stool",
    "Table",
    "Teapot",
    "Tray",
    "Vase",
];

pub(super) const QUALITIES: &[&str] = &[
    "It gets better with the years.",
    "It fits into the smallest kitchen.",
    "A gift for those who have everything.",
    "Wipe it clean with a damp cloth.",
    "Each piece is a little different.",
    "It is put together in minutes, without tools.",
    "Made in small numbers.",
    "Light enough to carry around all day.",
    "It comes with a warranty of five years.",
    "Repaired rather than replaced: spare parts are to be had.",
];

pub(super) const FIRST_NAMES: &[&str] = &[
    "ada", "akira", "amara", "anna", "ben", "carlos", "chloe", "david", "elif", "emma", "farid", "grace", "hana",
    "hugo", "ida", "ines", "ivan", "jonas", "julia", "kofi", "lars", "leila", "lina", "luca", "maria", "mateo", "mei",
    "mina", "nils", "noor", "olga", "omar", "paula", "priya", "rosa", "sam", "sofia", "tariq", "tom", "zoe",
];

pub(super) const LAST_NAMES: &[&str] = &[
    "abebe", "adams", "ahmed", "bauer", "becker", "brown", "chen", "costa", "diaz", "dubois", "evans", "fischer",
    "garcia", "haas", "hansen", "ito", "jensen", "kaya", "khan", "kim", "klein", "kowal", "lopez", "martin", "meyer",
    "moreau", "nguyen", "novak", "okafor", "park", "patel", "rossi", "santos", "sato", "silva", "smith", "tanaka",
    "weber", "wright", "young",
];
