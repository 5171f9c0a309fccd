//! The camera: whether it is on, and why it is not.

use super::State;

/// The camera.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lens {
    /// Not wanted.
    #[default]
    Off,
    /// The browser is asking, or the camera is getting ready.
    Starting,
    /// What it sees can be seen.
    On,
}

/// Why there is no picture from the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraProblem {
    /// The person or the computer does not allow it.
    Refused,
    /// There is none.
    Absent,
    /// Another program has it, or it stopped.
    Busy,
}

impl CameraProblem {
    /// By the name of the error, as in Media Capture and Streams (`getUserMedia`).
    #[must_use]
    pub fn of(name: &str) -> CameraProblem {
        match name {
            "NotAllowedError" | "SecurityError" => CameraProblem::Refused,
            "NotFoundError" | "OverconstrainedError" | "TypeError" => CameraProblem::Absent,
            _ => CameraProblem::Busy,
        }
    }
}

impl State {
    pub(super) fn turn_camera(&mut self, lens: Lens) {
        match (lens, self.camera) {
            (Lens::Starting, _) if self.has_camera => {
                self.problem = None;
                self.camera = lens;
            }
            // A camera that gets ready after its dialog was closed does not open it again.
            (Lens::On, Lens::Starting) | (Lens::Off, _) => self.camera = lens,
            _ => {}
        }
    }
}
