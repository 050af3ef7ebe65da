"""An Office Open XML workbook read part by part."""
