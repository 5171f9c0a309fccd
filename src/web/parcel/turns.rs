//! One after the other.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Lets one task work at a time; the others wait.
#[derive(Clone, Default)]
pub struct Turns {
    busy: Rc<Cell<bool>>,
    waiting: Rc<RefCell<Vec<Waker>>>,
}

impl Turns {
    /// Waits for one's turn, which lasts until [`Turns::end`].
    pub fn wait(&self) -> impl Future<Output = ()> + use<> {
        let turns = self.clone();
        poll_fn(move |context| {
            if turns.busy.replace(true) {
                turns.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
    }

    /// Ends the turn: whoever has waited longest is asked first.
    pub fn end(&self) {
        self.busy.set(false);
        for waker in self.waiting.take() {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::Context;

    #[test]
    fn one_waits_until_the_other_has_ended() {
        let turns = Turns::default();
        let mut context = Context::from_waker(Waker::noop());
        let (mut first, mut second) = (pin!(turns.wait()), pin!(turns.wait()));
        assert!(first.as_mut().poll(&mut context).is_ready());
        assert!(second.as_mut().poll(&mut context).is_pending());
        turns.end();
        assert!(second.as_mut().poll(&mut context).is_ready());
        assert!(pin!(turns.wait()).poll(&mut context).is_pending());
    }
}
