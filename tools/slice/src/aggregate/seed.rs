//! Sample data of fields, as code that draws it by chance.

use super::{
    arguments::{Access, Aggregate},
    field::{Field, Kind},
    targets::Target,
};

/// The most and the fewest characters of two words that are drawn, with a space between them.
const WORDS: (u16, u16) = (22, 8);
/// The characters of one text that is drawn, where words don't fit.
const DRAWN: u16 = 4;

/// The collections without which there can be none.
pub(crate) fn needs(aggregate: &Aggregate, targets: &[Target]) -> Vec<String> {
    let mut needs: Vec<String> = Vec::new();
    if aggregate.access == Access::ByOwner {
        needs.push("users".to_owned());
    }
    for field in aggregate.fields.iter().filter(|field| !field.optional) {
        if let Kind::Reference(name) = &field.kind
            && let Some(target) = targets.iter().find(|target| target.name == *name)
            && !needs.contains(&target.plural)
        {
            needs.push(target.plural.clone());
        }
    }
    needs
}

/// An expression for a value, or for none where it may be absent.
pub(crate) fn value(field: &Field, type_of_aggregate: &str) -> String {
    let named = format!("{type_of_aggregate}{}", field.variant());
    let value = match &field.kind {
        Kind::Text(length) => format!("Some({})", text(*length.start(), *length.end(), field.unique)),
        Kind::Integer { .. } => format!("Some(sample.chance.between(*{named}::RANGE.start(), *{named}::RANGE.end()))"),
        Kind::Money => {
            "Some(MoneyDraft { amount: sample.chance.between(1, 1_000) * 100 - 5, currency: \"EUR\".to_owned() })"
                .to_owned()
        }
        Kind::Boolean { .. } => "Some(sample.chance.percent(50))".to_owned(),
        Kind::Date => "Some(at.to_string().chars().take(10).collect())".to_owned(),
        Kind::Enum { .. } => format!(
            "sample.chance.indices({named}::ALL.len(), 1).first().and_then(|at| {named}::ALL.get(*at)).copied()"
        ),
        Kind::Reference(_) => "sample.one_of()".to_owned(),
    };
    if field.optional { format!("if sample.chance.percent(80) {{ {value} }} else {{ None }}") } else { value }
}

fn text(least: u16, most: u16, is_unique: bool) -> String {
    let words = "sample.chance.one_of(ADJECTIVES), sample.chance.one_of(THINGS)";
    let (longest, shortest) = WORDS;
    let drawn = "sample.chance.suffix()";
    if is_unique && least <= shortest && most > longest + DRAWN {
        format!("format!(\"{{}} {{}} {{}}\", {words}, {drawn})")
    } else if is_unique {
        let rest = usize::from(least.saturating_sub(2 * DRAWN));
        format!("format!(\"{{}}{{}}{}\", {drawn}, {drawn})", "x".repeat(rest))
    } else if least <= shortest && most >= longest {
        format!("format!(\"{{}} {{}}\", {words})")
    } else {
        let length = least.max(3 * DRAWN).min(most);
        let repeated = length.div_ceil(DRAWN);
        let drawn = if repeated == 1 { drawn.to_owned() } else { format!("{drawn}.repeat({repeated})") };
        if length.is_multiple_of(DRAWN) { drawn } else { format!("{drawn}.chars().take({length}).collect()") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_into_its_bounds() {
        let words = "sample.chance.one_of(ADJECTIVES), sample.chance.one_of(THINGS)";
        for ((least, most, is_unique), expected) in [
            ((1, 100, true), format!("format!(\"{{}} {{}} {{}}\", {words}, sample.chance.suffix())")),
            ((3, 254, false), format!("format!(\"{{}} {{}}\", {words})")),
            ((1, 8, true), "format!(\"{}{}\", sample.chance.suffix(), sample.chance.suffix())".to_owned()),
            ((10, 20, true), "format!(\"{}{}xx\", sample.chance.suffix(), sample.chance.suffix())".to_owned()),
            ((0, 4, false), "sample.chance.suffix()".to_owned()),
            ((2, 2, false), "sample.chance.suffix().chars().take(2).collect()".to_owned()),
            ((0, 10, false), "sample.chance.suffix().repeat(3).chars().take(10).collect()".to_owned()),
            ((20, 500, false), "sample.chance.suffix().repeat(5)".to_owned()),
        ] {
            assert_eq!(text(least, most, is_unique), expected);
        }
    }

    #[test]
    fn what_it_must_have_is_needed() {
        let field = |text: &str| Field::parse(text).unwrap();
        assert_eq!(value(&field("product:ref(product)"), "Supplier"), "sample.one_of()");
        assert_eq!(
            value(&field("on:boolean?"), "Supplier"),
            "if sample.chance.percent(80) { Some(sample.chance.percent(50)) } else { None }"
        );
    }
}
