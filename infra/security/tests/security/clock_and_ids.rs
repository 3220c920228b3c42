use application::{Clock, Ids};
use shaku::HasComponent;

use crate::support::build;

#[test]
fn the_clock_and_the_ids_agree() {
    let security = build(|_| ());
    let before = HasComponent::<dyn Clock>::resolve(&*security).now().unix_millis();
    let id = HasComponent::<dyn Ids>::resolve(&*security).next();
    let after = HasComponent::<dyn Clock>::resolve(&*security).now().unix_millis();
    let of_id = i64::try_from(id.as_u128() >> 80).unwrap();
    assert_eq!(id.get_version_num(), 7);
    assert!((before..=after).contains(&of_id), "{before} <= {of_id} <= {after}");
}
