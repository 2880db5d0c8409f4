"""MediaPipe graph descriptions of the two networks, as protobuf text."""

from __future__ import annotations

import json


def landmark_graph(model_path: str) -> str:
    """Streams: image (256 x 256 RGB) -> points, world, presence, mask."""
    return _LANDMARK_GRAPH.replace("MODEL_PATH", json.dumps(model_path))


def detector_graph(model_path: str, min_score: float = 0.5) -> str:
    """Streams: image (224 x 224 RGB) -> detections."""
    text = _DETECTOR_GRAPH.replace("MODEL_PATH", json.dumps(model_path))
    return text.replace("MIN_SCORE", str(min_score))


_LANDMARK_GRAPH = """
input_stream: "image"
output_stream: "points"
output_stream: "world"
output_stream: "presence"
output_stream: "mask"
node {
  calculator: "ImageToTensorCalculator"
  input_stream: "IMAGE:image"
  output_stream: "TENSORS:input_tensors"
  options {
    [mediapipe.ImageToTensorCalculatorOptions.ext] {
      output_tensor_width: 256
      output_tensor_height: 256
      keep_aspect_ratio: true
      output_tensor_float_range { min: 0 max: 1 }
    }
  }
}
node {
  calculator: "InferenceCalculator"
  input_stream: "TENSORS:input_tensors"
  output_stream: "TENSORS:output_tensors"
  options {
    [mediapipe.InferenceCalculatorOptions.ext] {
      model_path: MODEL_PATH
      delegate { xnnpack {} }
    }
  }
}
node {
  calculator: "SplitTensorVectorCalculator"
  input_stream: "output_tensors"
  output_stream: "landmark_tensor"
  output_stream: "presence_tensor"
  output_stream: "mask_tensor"
  output_stream: "heatmap_tensor"
  output_stream: "world_tensor"
  options {
    [mediapipe.SplitVectorCalculatorOptions.ext] {
      ranges { begin: 0 end: 1 }
      ranges { begin: 1 end: 2 }
      ranges { begin: 2 end: 3 }
      ranges { begin: 3 end: 4 }
      ranges { begin: 4 end: 5 }
    }
  }
}
node {
  calculator: "TensorsToFloatsCalculator"
  input_stream: "TENSORS:presence_tensor"
  output_stream: "FLOAT:presence"
}
node {
  calculator: "TensorsToLandmarksCalculator"
  input_stream: "TENSORS:landmark_tensor"
  output_stream: "NORM_LANDMARKS:raw_points"
  options {
    [mediapipe.TensorsToLandmarksCalculatorOptions.ext] {
      num_landmarks: 39
      input_image_width: 256
      input_image_height: 256
      visibility_activation: SIGMOID
      presence_activation: SIGMOID
    }
  }
}
node {
  calculator: "RefineLandmarksFromHeatmapCalculator"
  input_stream: "NORM_LANDMARKS:raw_points"
  input_stream: "TENSORS:heatmap_tensor"
  output_stream: "NORM_LANDMARKS:points"
  options {
    [mediapipe.RefineLandmarksFromHeatmapCalculatorOptions.ext] { kernel_size: 7 }
  }
}
node {
  calculator: "TensorsToLandmarksCalculator"
  input_stream: "TENSORS:world_tensor"
  output_stream: "LANDMARKS:world"
  options {
    [mediapipe.TensorsToLandmarksCalculatorOptions.ext] { num_landmarks: 39 }
  }
}
node {
  calculator: "TensorsToSegmentationCalculator"
  input_stream: "TENSORS:mask_tensor"
  output_stream: "MASK:mask"
  options {
    [mediapipe.TensorsToSegmentationCalculatorOptions.ext] {
      gpu_origin: TOP_LEFT
      activation: SIGMOID
    }
  }
}
"""

_DETECTOR_GRAPH = """
input_stream: "image"
output_stream: "detections"
node {
  calculator: "ImageToTensorCalculator"
  input_stream: "IMAGE:image"
  output_stream: "TENSORS:input_tensors"
  options {
    [mediapipe.ImageToTensorCalculatorOptions.ext] {
      output_tensor_width: 224
      output_tensor_height: 224
      keep_aspect_ratio: true
      output_tensor_float_range { min: -1 max: 1 }
      border_mode: BORDER_ZERO
    }
  }
}
node {
  calculator: "SsdAnchorsCalculator"
  output_side_packet: "anchors"
  options {
    [mediapipe.SsdAnchorsCalculatorOptions.ext] {
      input_size_width: 224
      input_size_height: 224
      min_scale: 0.1484375
      max_scale: 0.75
      anchor_offset_x: 0.5
      anchor_offset_y: 0.5
      num_layers: 5
      strides: [8, 16, 32, 32, 32]
      aspect_ratios: 1
      fixed_anchor_size: true
    }
  }
}
node {
  calculator: "InferenceCalculator"
  input_stream: "TENSORS:input_tensors"
  output_stream: "TENSORS:detection_tensors"
  options {
    [mediapipe.InferenceCalculatorOptions.ext] {
      model_path: MODEL_PATH
      delegate { xnnpack {} }
    }
  }
}
node {
  calculator: "TensorsToDetectionsCalculator"
  input_stream: "TENSORS:detection_tensors"
  input_side_packet: "ANCHORS:anchors"
  output_stream: "DETECTIONS:raw_detections"
  options {
    [mediapipe.TensorsToDetectionsCalculatorOptions.ext] {
      num_classes: 1
      num_boxes: 2254
      num_coords: 12
      x_scale: 224
      y_scale: 224
      w_scale: 224
      h_scale: 224
      keypoint_coord_offset: 4
      num_keypoints: 4
      num_values_per_keypoint: 2
      box_coord_offset: 0
      reverse_output_order: true
      sigmoid_score: true
      score_clipping_thresh: 100
      min_score_thresh: MIN_SCORE
    }
  }
}
node {
  calculator: "NonMaxSuppressionCalculator"
  input_stream: "raw_detections"
  output_stream: "detections"
  options {
    [mediapipe.NonMaxSuppressionCalculatorOptions.ext] {
      min_suppression_threshold: 0.3
      overlap_type: INTERSECTION_OVER_UNION
      algorithm: WEIGHTED
    }
  }
}
"""
