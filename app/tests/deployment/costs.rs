//! The arithmetic of docs/deploy-aws.md is right. The prices in it are not checked.

use regex::Regex;

use crate::keys::read;

/// The value of a sum whose terms have factors, such as `2 × 0.40 + 0.10`.
fn value(text: &str) -> f64 {
    let term = |text: &str| text.split(" × ").map(|factor| factor.parse::<f64>().unwrap()).product::<f64>();
    text.split(" + ").map(term).sum()
}

/// The cells of a row that calculate, each with the cell of its result.
fn calculations(row: &str) -> Vec<(String, f64)> {
    let sum = Regex::new(r"^[\d.]+(?: [×+] [\d.]+)+$").unwrap();
    let cells: Vec<_> = row.split('|').map(|cell| cell.trim().replace("**", "")).collect();
    let pairs = cells.windows(2).filter(|pair| sum.is_match(&pair[0]));
    pairs.map(|pair| (pair[0].clone(), pair[1].parse().unwrap_or_else(|_| panic!("{row}")))).collect()
}

/// Whether a result is the value, in whole cents.
fn is_right((text, result): &(String, f64)) -> bool {
    (value(text) - result).abs() < 0.005 + 1e-9
}

#[test]
fn the_costs_are_what_their_arithmetic_gives() {
    let page = read("docs/deploy-aws.md");
    let costs = page.split("## What it costs").nth(1).unwrap().split("\n## ").next().unwrap();
    let all: Vec<_> = costs.lines().filter(|line| line.starts_with('|')).flat_map(calculations).collect();
    assert!(all.len() > 20, "{all:?}");
    let wrong: Vec<_> = all.iter().filter(|calculation| !is_right(calculation)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_wrong_cost_is_seen() {
    let row = "| a | 2 × 0.40 + 0.10 | **0.91** | 3 × 0.125 | 0.38 |";
    let found = calculations(row);
    assert_eq!(found.iter().map(is_right).collect::<Vec<_>>(), [false, true], "{found:?}");
}
